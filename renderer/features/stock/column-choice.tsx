import { ActionIcon, Checkbox, Popover } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { memo } from 'react'
import type { StockColumn } from '../../../shared/domain/stock'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import styles from './column-choice.module.css'
import { allColumns } from './columns'

/** Which columns are shown. The product always is. */
export const ColumnChoice = memo(function ColumnChoice() {
  const { settings, change, error } = useSettings()
  const chosen = settings?.stockColumns ?? []
  const toggle = (column: StockColumn, isShown: boolean) =>
    change({
      stockColumns: allColumns.filter((candidate) =>
        candidate === column ? isShown : candidate === 'product' || chosen.includes(candidate),
      ),
    })
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={34}
          radius={6}
          aria-label={text.stock.columnChoice}
          title={text.stock.columnChoice}
        >
          <IconColumns3 size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={text.stock.columnChoice}>
        <div className={styles.list}>
          {allColumns
            .filter((column) => column !== 'product')
            .map((column) => (
              <Checkbox
                key={column}
                size="xs"
                label={text.stock.columns[column]}
                checked={chosen.includes(column)}
                onChange={(event) => toggle(column, event.currentTarget.checked)}
              />
            ))}
          <p className={styles.note}>{text.stock.columnsThatFit}</p>
        </div>
        {error && <p role="alert">{describeError(error)}</p>}
      </Popover.Dropdown>
    </Popover>
  )
})
