import { useEffect, useState } from 'react'
import type { StockColumn } from '../../../shared/domain/stock'
import { copyText } from '../../lib/copy-text'
import { useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { copiedTable } from './copied-table'
import { MOST_SELECTED } from './selection'
import type { StockChoice } from './stock-choice'

const TELL_MS = 4_000

/** Puts rows on the clipboard as a table, in the order and columns of the list. */
export function useCopiedRows(choice: StockChoice | undefined, columns: readonly StockColumn[]) {
  const { id: connectionId } = useConnection()
  const { mutate, error } = useAction('stock.rows')
  const [count, setCount] = useState<number | null>(null)
  const [refused, setRefused] = useState<Error | null>(null)
  useEffect(() => {
    if (count === null) return
    const timer = setTimeout(() => setCount(null), TELL_MS)
    return () => clearTimeout(timer)
  }, [count])

  const copy = (productIds: number[]) => {
    if (!choice) return
    mutate(
      { query: { ...choice, connectionId }, productIds, limit: MOST_SELECTED },
      {
        onSuccess({ rows }) {
          const { plain, html } = copiedTable(rows, columns)
          const isCopied = copyText(plain, html)
          setRefused(isCopied ? null : new Error('The clipboard was refused'))
          setCount(isCopied ? rows.length : null)
        },
      },
    )
  }
  return { copy, error: error ?? refused, /** Rows copied a moment ago. */ count }
}
