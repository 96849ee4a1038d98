import { useState } from 'react'
import { type ActiveRow, followRow } from './active-row'
import { rowAt, type StockSnapshot } from './stock-window'

/**
 * The row that the keyboard is on: it stays with its product while rows are read anew, and goes back to
 * the first row for another choice.
 */
export function useActiveRow(snapshot: StockSnapshot, start: ActiveRow | null) {
  const [active, setActive] = useState(start)
  const [followed, setFollowed] = useState<StockSnapshot | null>(null)
  if (followed !== snapshot) {
    setFollowed(snapshot)
    const isSameChoice = followed === null || followed.choice === snapshot.choice
    setActive(active && isSameChoice ? followRow(active, snapshot) : null)
  }
  const activate = (index: number) => {
    const productId = rowAt(snapshot, index)?.productId ?? null
    setActive((now) => (now?.index === index && now.productId === productId ? now : { index, productId }))
  }
  const activeIndex = Math.min(active?.index ?? 0, Math.max(0, snapshot.total - 1))
  return { active, activeIndex, activate }
}
