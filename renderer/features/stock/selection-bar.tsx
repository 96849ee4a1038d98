import { Button } from '@mantine/core'
import { IconCopy, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { MOST_SELECTED } from './selection'
import styles from './stock-list.module.css'

const words = text.stockTools.selection

interface SelectionBarProps {
  count: number
  onCopy: () => void
  onClear: () => void
  /** Undefined: reorder points cannot be set from here. */
  onSetReorderPoints: (() => void) | undefined
  /** The export of what is selected. */
  children: ReactNode
}

/** What can be done with the selected products. Below the rows, so that none of them moves when it comes. */
export function SelectionBar({ count, onCopy, onClear, onSetReorderPoints, children }: SelectionBarProps) {
  return (
    <section className={styles.selection} aria-label={words.bar}>
      <b className={styles.selected}>{describeSelection(count)}</b>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCopy size={14} stroke={1.6} aria-hidden />}
        onClick={onCopy}
      >
        {words.copy}
      </Button>
      {children}
      {onSetReorderPoints && (
        <Button variant="default" size="compact-sm" onClick={onSetReorderPoints}>
          {words.reorder}
        </Button>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconX size={14} stroke={1.6} aria-hidden />}
        onClick={onClear}
      >
        {words.clear}
      </Button>
    </section>
  )
}

export function describeSelection(count: number): string {
  return count === MOST_SELECTED ? words.tooMany(formatNumber(count)) : words.count(formatNumber(count))
}
