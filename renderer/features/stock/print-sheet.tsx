import { Portal } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import type { StockColumn, StockRow } from '../../../shared/domain/stock'
import { ProviderText } from '../../components/provider-text'
import { formatDateTime, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { type TableColumn, tableColumns } from './cell-values'
import styles from './stock-tools.module.css'

const words = text.stockTools.print

interface PrintSheetProps {
  company: string
  /** What the list is narrowed by. */
  filters: readonly string[]
  rows: readonly StockRow[]
  total: number
  columns: readonly StockColumn[]
  now: number
  onDone: () => void
}

/** The list as it goes on paper. It is on no screen, and prints itself once it is there. */
export function PrintSheet(props: PrintSheetProps) {
  return (
    <Portal>
      <Sheet {...props} />
    </Portal>
  )
}

/** Inside the portal, which comes later than what is around it: an effect out there would print an empty page. */
function Sheet({ company, filters, rows, total, columns, now, onDone }: PrintSheetProps) {
  const shapes = tableColumns(columns)
  const done = useEffectEvent(onDone)
  useEffect(() => {
    const listener = () => done()
    window.addEventListener('afterprint', listener)
    window.print()
    return () => window.removeEventListener('afterprint', listener)
  }, [])
  return (
    <div className={styles.sheet} data-print-sheet aria-hidden>
      <h1>{words.heading(company)}</h1>
      <p>
        <ProviderText>{filters.length > 0 ? filters.join(' · ') : words.everything}</ProviderText>
      </p>
      <p>{words.at(formatDateTime(now, now))}</p>
      {rows.length < total && <p>{words.cut(formatNumber(rows.length), formatNumber(total))}</p>}
      <table>
        <thead>
          <tr>
            {shapes.map(({ head, kind }) => (
              <th key={head} className={kind === 'figure' ? styles.figure : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.productId}>
              {shapes.map((shape) => (
                <td key={shape.head} className={shape.kind === 'figure' ? styles.figure : undefined}>
                  <ProviderText>{written(shape, row, now)}</ProviderText>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function written({ kind, read }: TableColumn, row: StockRow, now: number): string {
  const value = read(row)
  if (value === null) return text.stock.none
  if (typeof value === 'string') return value
  return kind === 'time' ? formatDateTime(value, now) : formatNumber(value)
}
