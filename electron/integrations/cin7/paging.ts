import type { ListPosition } from '../../stock/stock-sweep'
import { Cin7Fault, concernsThisCall } from './errors'
import { changed, type ListPage, Walk, type WalkedPage } from './list-walk'

/** Far beyond any real account. Reaching it is an error, never a silent end. */
const MOST_PAGES = 10_000

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

async function orFault(page: Promise<ListPage>): Promise<ListPage | Cin7Fault> {
  try {
    return await page
  } catch (error) {
    if (concernsThisCall(error)) return error
    throw error
  }
}
