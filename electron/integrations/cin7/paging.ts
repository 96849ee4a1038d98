import { Cin7Fault } from './errors'

/** Cin7 Core's own maximum. Some lists may silently send fewer rows a page. */
export const PAGE_LIMIT = 1000

/** Far beyond any real account. Reaching it is an error, never a silent end. */
const MOST_PAGES = 10_000

/** Up to this many pages, a list that moved while it was read is read a second time as a whole. */
const SHORT_LIST_PAGES = 20

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
}

interface WalkOptions {
  /** Reads one page; `signal` ends a read that nobody waits for any more. */
  read(page: number, signal: AbortSignal): Promise<ListPage>
  signal: AbortSignal
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
 * Throws `provider_changed` when the same page comes again and again, or the list does not end.
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
    if (yield* walkOnce(read, mostPages)) yield* walkOnce(read, mostPages)
  } finally {
    unused.abort()
  }
}

/** Returns whether the list moved so that it should be read again. */
async function* walkOnce(
  read: (number: number) => Promise<ListPage>,
  mostPages: number,
): AsyncGenerator<WalkedPage, boolean> {
  const walk = new Walk()
  let hasMoved = false
  let pending = read(1)
  for (let number = 1; number <= mostPages; number += 1) {
    const page = await pending
    const step = walk.take(page)
    const again = step.hasShrunk && !walk.isShort ? read(number - 1) : null
    if (step.hasShrunk && walk.isShort) hasMoved = true
    if (!step.isLast) pending = read(number + 1)
    if (step.isWanted || number === 1) yield walk.walked(number, page)
    if (again) yield walk.walked(number - 1, await again)
    if (step.isLast) return hasMoved
  }
  throw changed(`Cin7's list does not end after ${mostPages} pages`)
}

/** What is known of a list so far. */
class Walk {
  #received = 0
  #largestPage = 0
  #pagesDone = 0
  #total: number | null = null
  #lastPrint = ''

  take({ rows, total, errors }: ListPage): { isLast: boolean; isWanted: boolean; hasShrunk: boolean } {
    const hasShrunk = this.#total !== null && total !== null && total < this.#total
    const isRepeated = rows.length > 0 && this.#isSameAsLast(rows)
    const isComplete = total !== null && this.#received >= total
    if (isRepeated && !isComplete) {
      throw changed('Cin7 sends the same page again and again')
    }
    if (rows.length === 0 || isRepeated) {
      const isMissing = this.#received < (this.#total ?? 0)
      return { isLast: true, isWanted: errors.length > 0, hasShrunk: hasShrunk && isMissing }
    }
    this.#total = total
    this.#received += rows.length
    const isShorter = rows.length < this.#largestPage
    this.#largestPage = Math.max(this.#largestPage, rows.length)
    const isLast = isShorter && (total === null || this.#received >= total)
    return { isLast, isWanted: true, hasShrunk }
  }

  get isShort(): boolean {
    return this.#pagesAnnounced() <= SHORT_LIST_PAGES
  }

  walked(number: number, { rows, errors }: ListPage): WalkedPage {
    this.#pagesDone = Math.max(this.#pagesDone, number)
    return {
      number,
      rows,
      errors,
      pagesDone: this.#pagesDone,
      pagesKnown: Math.max(this.#pagesDone, this.#pagesAnnounced()),
    }
  }

  #pagesAnnounced(): number {
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
