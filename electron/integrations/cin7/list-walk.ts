import type { ListPosition } from '../../stock/stock-sweep'
import { Cin7Fault } from './errors'

/** Up to this many pages, a list that moved while it was read is read a second time as a whole. */
const SHORT_LIST_PAGES = 20

/** So many pages in a row that could not be read: the service is down, and the next ones need not be tried. */
export const MOST_LOST_IN_A_ROW = 2

export interface ListPage {
  rows: unknown[]
  /** How many rows the service says there are; null when it does not say. */
  total: number | null
  /** What the service could not deliver, in words. */
  errors: string[]
}

export interface WalkedPage {
  /** From 1. A page that was read again keeps its number. */
  number: number
  rows: unknown[]
  errors: string[]
  pagesDone: number
  /** As far as known by now. */
  pagesKnown: number
  /** Why nothing of the page could be read. */
  fault: Cin7Fault | null
  /** Where a later walk can go on: after the last page that could be read. */
  position: ListPosition
  /** The walk ends with this page, which is not the list's last. */
  isShareSpent: boolean
}

/** What is known of a list so far. */
export class Walk {
  #received = 0
  #largestPage = 0
  #pagesDone = 0
  #nextPage = 1
  #total: number | null = null
  #lastPrint = ''
  #lost = 0
  #lostInARow = 0

  constructor(start?: ListPosition) {
    if (!start) return
    this.#received = start.received
    this.#largestPage = start.largestPage
    this.#pagesDone = start.nextPage - 1
    this.#nextPage = start.nextPage
    this.#total = start.total
  }

  /** Returns whether the page that could not be read was the last one, as far as known. */
  lose(number: number, fault: Cin7Fault): boolean {
    this.#lost += 1
    this.#lostInARow += 1
    if (this.#lostInARow >= MOST_LOST_IN_A_ROW) throw fault
    return this.#total !== null && number >= this.pagesAnnounced
  }

  take({ rows, total, errors }: ListPage): { isLast: boolean; isWanted: boolean; hasShrunk: boolean } {
    this.#lostInARow = 0
    const hasShrunk = this.#total !== null && total !== null && total < this.#total
    const isRepeated = rows.length > 0 && this.#isSameAsLast(rows)
    const isComplete = total !== null && this.#expected() >= total
    if (isRepeated && !isComplete) {
      throw changed('Cin7 sends the same page again and again')
    }
    if (rows.length === 0 || isRepeated) {
      const isMissing = this.#expected() < (this.#total ?? 0)
      return { isLast: true, isWanted: errors.length > 0, hasShrunk: hasShrunk && isMissing }
    }
    this.#total = total
    this.#received += rows.length
    const isShorter = rows.length < this.#largestPage
    this.#largestPage = Math.max(this.#largestPage, rows.length)
    const isLast = isShorter && (total === null || this.#expected() >= total)
    return { isLast, isWanted: true, hasShrunk }
  }

  get isShort(): boolean {
    return this.pagesAnnounced <= SHORT_LIST_PAGES
  }

  walked(number: number, { rows, errors }: ListPage, fault: Cin7Fault | null = null): WalkedPage {
    this.#pagesDone = Math.max(this.#pagesDone, number)
    if (!fault) this.#nextPage = this.#pagesDone + 1
    return {
      number,
      rows,
      errors,
      fault,
      isShareSpent: false,
      pagesDone: this.#pagesDone,
      pagesKnown: Math.max(this.#pagesDone, this.pagesAnnounced),
      position: {
        nextPage: this.#nextPage,
        total: this.#total,
        received: this.#received,
        largestPage: this.#largestPage,
      },
    }
  }

  /** Rows received, and those that lost pages would have held. */
  #expected(): number {
    return this.#received + this.#lost * this.#largestPage
  }

  get pagesAnnounced(): number {
    return Math.ceil((this.#total ?? 0) / Math.max(1, this.#largestPage))
  }

  #isSameAsLast(rows: unknown[]): boolean {
    const print = JSON.stringify([rows.length, rows[0], rows.at(-1)])
    const isSame = print === this.#lastPrint
    this.#lastPrint = print
    return isSame
  }
}
export function changed(what: string): Cin7Fault {
  return new Cin7Fault(
    'provider_changed',
    'stop',
    `${what}, so Shelfwatch stopped reading. Try again later, and tell us if it stays.`,
  )
}
