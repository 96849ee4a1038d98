import { createContext, type ReactNode, type RefObject, useContext, useRef, useState } from 'react'
import type { ActiveRow } from './active-row'
import { type StockChoice, writeChoice } from './stock-choice'

/** Where in the list the user is. */
interface StockPlace {
  /** Rows above the visible part; a fraction where one is cut. */
  rowsAbove: number
  active: ActiveRow | null
}

type KeptPlace = StockPlace & { choice: string }

const Kept = createContext<RefObject<KeptPlace | null>>({ current: null })

/** Keeps the place in the list while other views are shown. */
export function StockPlaceProvider({ children }: { children: ReactNode }) {
  return <Kept value={useRef<KeptPlace | null>(null)}>{children}</Kept>
}

/** The place to start at, null when the list was left with another choice or never shown, and how to keep the place. */
export function useKeptPlace(choice: StockChoice): [StockPlace | null, (place: StockPlace) => void] {
  const keptRef = useContext(Kept)
  const [start] = useState(() => (keptRef.current?.choice === writeChoice(choice) ? keptRef.current : null))
  const keep = (place: StockPlace) => {
    keptRef.current = { ...place, choice: writeChoice(choice) }
  }
  return [start, keep]
}
