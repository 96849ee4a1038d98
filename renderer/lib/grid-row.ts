import type { MouseEvent } from 'react'

/** Whether this is a row of a grid: it tells its place among all rows as `data-index`. */
export function isRow(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.dataset.index !== undefined
}

/** The row that the mouse is on; null on the header or a group's head. */
export function rowUnder(event: MouseEvent): HTMLElement | null {
  return (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
}

/** A row's place among all rows. */
export function indexOf(row: HTMLElement): number {
  return Number(row.dataset.index)
}
