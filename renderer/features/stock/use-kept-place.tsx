import { createContext, type ReactNode, useContext, useState } from 'react'
import type { ActiveRow } from './active-row'
import { type StockChoice, writeChoice } from './stock-choice'

/** Where in the list the user is. */
interface StockPlace {
  /** Rows above the visible part; a fraction where one is cut. */
  rowsAbove: number
  active: ActiveRow | null
}

interface PlaceKeeper {
  keep(choice: string, place: StockPlace): void
  /** Null when the list was left with another choice, or never shown. */
  find(choice: string): StockPlace | null
}

function createPlaceKeeper(): PlaceKeeper {
  let kept: { choice: string; place: StockPlace } | null = null
  return {
    keep: (choice, place) => {
      kept = { choice, place }
    },
    find: (choice) => (kept?.choice === choice ? kept.place : null),
  }
}

const Keeper = createContext<PlaceKeeper | null>(null)

/** Keeps the place in the list while other views are shown. */
export function StockPlaceProvider({ children }: { children: ReactNode }) {
  const [keeper] = useState(createPlaceKeeper)
  return <Keeper value={keeper}>{children}</Keeper>
}

/** The place to start at, if there is one, and how to keep the place. */
export function useKeptPlace(choice: StockChoice): [StockPlace | null, (place: StockPlace) => void] {
  const keeper = useContext(Keeper)
  const [start] = useState(() => keeper?.find(writeChoice(choice)) ?? null)
  return [start, (place) => keeper?.keep(writeChoice(choice), place)]
}
