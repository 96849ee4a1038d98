import type { ListPosition } from '../../stock/stock-sweep'
import { Cin7Fault } from './errors'

/** Cin7 Core's own maximum. Some lists may silently send fewer rows a page. */
export const PAGE_LIMIT = 1000

/** Far beyond any real account. Reaching it is an error, never a silent end. */
const MOST_PAGES = 10_000

/** Up to this many pages, a list that moved while it was read is read a second time as a whole. */
const SHORT_LIST_PAGES = 20

/** So many pages in a row that could not be read: the service is down, and the next ones need not be tried. */
const MOST_LOST_IN_A_ROW = 2

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

interface WalkOptions {
  /** Reads one page; `signal` ends a read that nobody waits for any more. */
  read(page: number, signal: AbortSignal): Promise<ListPage>
  signal: AbortSignal
  /** Where an earlier walk stopped; default: the first page. */
  start?: ListPosition | undefined
  /** When the list has more pages than that, so many are read, counted from the start. */
  share?: number | undefined
  mostPages?: number
}

/**
 * Reads a list page by page, the next one while the caller works on the last. Ends on an empty page, or when
 * a page is shorter than an earlier one and all rows that were announced are there. The total alone proves
 * nothing, as it is sometimes wrong; nor does a page shorter than the limit, as the service may send less.
 * When the total drops, rows have moved forward over a page's edge and were missed: a short list is read a
 * second time, in a long one the page before is read once more. Either gives rows again that were there;
 * pages come in the order in which they were read.
 * Past the end, a lower total means that only while announced rows are missing: some services tell 0 there.
 *
 * A page that cannot be read although the service was asked several times is passed over, with its fault.
 *
 * Throws `provider_changed` when the same page comes again and again, or the list does not end, and the fault of
 * the page when several in a row cannot be read.
 */
export async function* walkPages(options: WalkOptions): AsyncGenerator<WalkedPage> {
  const { signal, mostPages = MOST_PAGES } = options
  const unused = new AbortController()
  const read = (number: number) => {
    const pending = options.read(number, AbortSignal.any([signal, unused.signal]))
    // A failure is met where the page is awaited; until then it is not unhandled.
    pending.catch(() => {})
    return pending
  }
  try {
    if (yield* walkOnce(read, { ...options, mostPages })) yield* walkOnce(read, { mostPages })
  } finally {
    unused.abort()
  }
}

/** Returns whether the list moved so that it should be read again. */
async function* walkOnce(
  read: (number: number) => Promise<ListPage>,
  {
    mostPages,
    start,
    share = Number.POSITIVE_INFINITY,
  }: Pick<WalkOptions, 'start' | 'share'> & { mostPages: number },
): AsyncGenerator<WalkedPage, boolean> {
  const walk = new Walk(start)
  const first = start?.nextPage ?? 1
  let hasMoved = false
  let pending = read(first)
  for (let number = first; number <= mostPages; number += 1) {
    const page = await orFault(pending)
    const isSpent = () => number - first + 1 >= share && walk.pagesAnnounced > share
    if (page instanceof Cin7Fault) {
      const isLast = walk.lose(number, page) || isSpent()
      if (!isLast) pending = read(number + 1)
      yield { ...walk.walked(number, nothing, page), isShareSpent: isSpent() }
      if (isLast) return hasMoved
      continue
    }
    const step = walk.take(page)
    const isShareSpent = !step.isLast && isSpent()
    const again = step.hasShrunk && !walk.isShort && number > 1 ? read(number - 1) : null
    if (step.hasShrunk && walk.isShort) hasMoved = true
    if (!step.isLast && !isShareSpent) pending = read(number + 1)
    if (step.isWanted || number === 1) yield { ...walk.walked(number, page), isShareSpent }
    if (again) {
      const before = await orFault(again)
      yield before instanceof Cin7Fault
        ? walk.walked(number - 1, nothing, before)
        : walk.walked(number - 1, before)
    }
    if (isShareSpent) return false
    if (step.isLast) return hasMoved
  }
  throw changed(`Cin7's list does not end after ${mostPages} pages`)
}

const nothing: ListPage = { rows: [], total: null, errors: [] }

/** What may concern this page alone. Without a network, or with refused keys, the next page would fail as well. */
async function orFault(page: Promise<ListPage>): Promise<ListPage | Cin7Fault> {
  try {
    return await page
  } catch (error) {
    if (error instanceof Cin7Fault && error.nextStep === 'retry' && error.code !== 'offline') return error
    throw error
  }
}

/** What is known of a list so far. */
class Walk {
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

function changed(what: string): Cin7Fault {
  return new Cin7Fault(
    'provider_changed',
    'stop',
    `${what}, so Shelfwatch stopped reading. Try again later, and tell us if it stays.`,
  )
}
