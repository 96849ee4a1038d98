import { Cin7Fault } from './errors'

/** Cin7 Core's own maximum. Some lists may silently send fewer rows a page. */
export const PAGE_LIMIT = 1000

/** Far beyond any real account. Reaching it is an error, never a silent end. */
const MOST_PAGES = 10_000

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
 * When the total drops, rows have moved forward over a page's edge, so the page before is read once more.
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
  const walk = new Walk()
  try {
    let pending = read(1)
    for (let number = 1; number <= mostPages; number += 1) {
      const page = await pending
      const step = walk.take(page)
      if (step.hasShrunk) yield walk.walked(number - 1, await read(number - 1))
      if (!step.isLast) pending = read(number + 1)
      if (step.isWanted || number === 1) yield walk.walked(number, page)
      if (step.isLast) return
    }
  } finally {
    unused.abort()
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
    this.#total = total
    const isRepeated = rows.length > 0 && this.#isSameAsLast(rows)
    const isEverythingHere = total === null || this.#received >= total
    if (isRepeated && (total === null || !isEverythingHere)) {
      throw changed('Cin7 sends the same page again and again')
    }
    if (rows.length === 0 || isRepeated) return { isLast: true, isWanted: errors.length > 0, hasShrunk }
    this.#received += rows.length
    const isShorter = rows.length < this.#largestPage
    this.#largestPage = Math.max(this.#largestPage, rows.length)
    const isLast = isShorter && (total === null || this.#received >= total)
    return { isLast, isWanted: true, hasShrunk }
  }

  walked(number: number, { rows, errors }: ListPage): WalkedPage {
    this.#pagesDone = Math.max(this.#pagesDone, number)
    const announced = this.#total === null ? 0 : Math.ceil(this.#total / Math.max(1, this.#largestPage))
    return {
      number,
      rows,
      errors,
      pagesDone: this.#pagesDone,
      pagesKnown: Math.max(this.#pagesDone, announced),
    }
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
