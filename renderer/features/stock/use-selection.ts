import { useState } from 'react'
import type { StockRow } from '../../../shared/domain/stock'
import { useApi } from '../../lib/api'
import { useConnection } from '../../lib/use-connection'
import { extend, MOST_SELECTED, noSelection, rangeTo, toggle } from './selection'
import { startChoice, writeChoice } from './stock-choice'
import { rowAt, type StockSnapshot } from './stock-window'

/** The selected products of the list. Another search or filter clears them: what is selected could be seen before. */
export function useSelection(snapshot: StockSnapshot | null) {
  const api = useApi()
  const { id: connectionId } = useConnection()
  const [selection, setSelection] = useState(noSelection)
  const [error, setError] = useState<Error | null>(null)
  const shown = snapshot && writeChoice({ ...snapshot.choice, sort: startChoice.sort })
  const [selectedIn, setSelectedIn] = useState(shown)
  if (selectedIn !== shown) {
    setSelectedIn(shown)
    setSelection(noSelection)
  }

  const add = (rows: readonly StockRow[]) =>
    setSelection((now) =>
      extend(
        now,
        rows.map(({ productId }) => productId),
      ),
    )
  const read = (limit: number) => {
    if (!snapshot) return Promise.resolve([])
    return api
      .call('stock.rows', { query: { ...snapshot.choice, connectionId }, productIds: null, limit })
      .then(({ rows }) => rows)
  }
  const told = (promise: Promise<void>) => {
    promise.then(
      () => setError(null),
      (reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))),
    )
  }

  return {
    ids: selection.ids,
    /** Why the last wish could not be met. */
    error,
    clear: () => setSelection(noSelection),
    toggle(index: number) {
      const row = snapshot && rowAt(snapshot, index)
      if (row) setSelection((now) => toggle(now, index, row.productId))
    },
    /** From the row that was last selected on its own to this one; without one, from `start`. */
    extendTo(index: number, start = index) {
      if (!snapshot) return
      const anchor = selection.anchor ?? start
      const { first, last } = rangeTo(anchor, index)
      setSelection((now) => ({ ...now, anchor }))
      const there = Array.from({ length: last - first + 1 }, (_, offset) => rowAt(snapshot, first + offset))
      if (there.every((row) => row !== undefined)) return add(there)
      told(read(Math.min(MOST_SELECTED, last + 1)).then((rows) => add(rows.slice(first))))
    },
    all: () => told(read(MOST_SELECTED).then(add)),
  }
}

export type StockSelection = ReturnType<typeof useSelection>
