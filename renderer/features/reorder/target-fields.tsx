import { Select } from '@mantine/core'
import { useId, useState } from 'react'
import type { ReorderTarget } from '../../../shared/domain/reorder'
import type { StockSummary } from '../../../shared/domain/stock'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import fieldStyles from '../connections/field.module.css'
import styles from './reorder.module.css'

const words = text.reorder.many
const kinds = ['category', 'supplier'] as const
const SHOWN_OPTIONS = 200

interface TargetFieldsProps {
  /** null: none is chosen yet. */
  target: ReorderTarget | null
  isChecked: boolean
  summary: StockSummary | undefined
  onChange: (target: ReorderTarget | null) => void
}

/** Which category or supplier the reorder points are for. */
export function TargetFields({ target, isChecked, summary, onChange }: TargetFieldsProps) {
  const name = useId()
  const [kind, setKind] = useState<(typeof kinds)[number]>(
    target?.kind === 'supplier' ? 'supplier' : 'category',
  )
  return (
    <div>
      <div role="radiogroup" aria-label={words.target} className={styles.kinds}>
        {kinds.map((each) => (
          <label key={each} className={styles.kind}>
            <input
              type="radio"
              name={name}
              checked={each === kind}
              onChange={() => {
                setKind(each)
                onChange(null)
              }}
            />
            {words[each]}
          </label>
        ))}
      </div>
      <Select
        key={kind}
        aria-label={words[kind]}
        placeholder={words.choose}
        classNames={{ input: fieldStyles.input!, error: fieldStyles.error! }}
        data={optionsOf(kind, summary)}
        value={optionOf(target)}
        searchable
        limit={SHOWN_OPTIONS}
        nothingFoundMessage={words.nothing}
        error={isChecked && target === null && words.choose}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => onChange(value === null ? null : targetOf(kind, value))}
      />
    </div>
  )
}

function optionsOf(kind: (typeof kinds)[number], summary: StockSummary | undefined) {
  if (kind === 'category')
    return (summary?.categories ?? []).map((name) => ({ value: name, label: showControls(name) }))
  return (summary?.suppliers ?? []).map(({ id, name }) => ({ value: `${id}`, label: showControls(name) }))
}

function optionOf(target: ReorderTarget | null): string | null {
  if (target?.kind === 'category') return target.category
  return target?.kind === 'supplier' ? `${target.supplierId}` : null
}

function targetOf(kind: (typeof kinds)[number], value: string): ReorderTarget {
  return kind === 'category' ? { kind, category: value } : { kind, supplierId: Number(value) }
}
