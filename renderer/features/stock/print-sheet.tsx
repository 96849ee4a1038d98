import { Portal } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { ProviderText } from '../../components/provider-text'
import { formatDateTime, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import type { TableColumn } from './cell-values'
import styles from './stock-tools.module.css'

const words = text.stockTools.print

/** Rows of any list; some forty pages. */
export const MOST_PRINTED = 2_000

/** A list as it goes on paper. */
export interface Sheet<Row> {
  heading: string
  /** What the list is narrowed to. */
  about: string
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => number
  /** That these are the first of more; null: they are all. */
  cut: string | null
}

interface PrintSheetProps<Row> {
  sheet: Sheet<Row>
  now: number
  onDone: () => void
}

/** It is on no screen, and prints itself once it is there. */
export function PrintSheet<Row>(props: PrintSheetProps<Row>) {
  return (
    <Portal>
      <Paper {...props} />
    </Portal>
  )
}

/** Inside the portal, which comes later than what is around it: an effect out there would print an empty page. */
function Paper<Row>({ sheet, now, onDone }: PrintSheetProps<Row>) {
  const { heading, about, columns, rows, keyOf, cut } = sheet
  const done = useEffectEvent(onDone)
  useEffect(() => {
    const listener = () => done()
    window.addEventListener('afterprint', listener)
    window.print()
    return () => window.removeEventListener('afterprint', listener)
  }, [])
  return (
    <div className={styles.sheet} data-print-sheet aria-hidden>
      <h1>{heading}</h1>
      <p>
        <ProviderText>{about}</ProviderText>
      </p>
      <p>{words.at(formatDateTime(now, now))}</p>
      {cut && <p>{cut}</p>}
      <table>
        <thead>
          <tr>
            {columns.map(({ head, kind }) => (
              <th key={head} className={kind === 'figure' ? styles.figure : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.head} className={column.kind === 'figure' ? styles.figure : undefined}>
                  <ProviderText>{written(column, row, now)}</ProviderText>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function written<Row>({ kind, read }: TableColumn<Row>, row: Row, now: number): string {
  const value = read(row)
  if (value === null) return text.stock.none
  if (typeof value === 'string') return value
  return kind === 'time' ? formatDateTime(value, now) : formatNumber(value)
}
