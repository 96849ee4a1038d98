import { yieldToLoop } from '../../lib/yield'
import type { StockPageRead } from '../../stock/snapshot-writer'
import type { ListPosition } from '../../stock/stock-sweep'
import type { ProviderRun } from '../../sync/provider-run'
import type { Cin7Client } from './client'
import type { Cin7Fault } from './errors'
import type { WalkedPage } from './list-walk'
import type { List } from './lists'
import { walkPages } from './paging'
import { StrangeReport } from './strange-report'

interface Range {
  start?: ListPosition | undefined
  /** When the whole list has more pages than that, so many are read. Default: all. */
  mostPages?: number | undefined
}

export interface ReadList {
  /** It was read to its end, and every row was there and could be used. */
  isWhole: boolean
  isAtEnd: boolean
  /** Of the list, as far as known. */
  pagesDone: number
  pagesKnown: number
}

/**
 * Hands a list on as it is read. Rows that moved from page to page meanwhile come twice and are handed on
 * twice: the writer keeps the later reading, which is the newer one. The run counts them once. A page that cannot be
 * read is told to the run and left out.
 */
export async function readList<Row>(
  client: Cin7Client,
  run: ProviderRun,
  list: List<Row>,
  put: (page: Row[], read: StockPageRead) => void | Promise<void>,
  { start, mostPages }: Range = {},
): Promise<ReadList> {
  const { resource } = list
  const { signal } = run
  run.onList(resource)
  const reading = new Reading(run, list)
  const lost = new Map<number, Cin7Fault>()
  let isAtEnd = true
  let pages = { pagesDone: 0, pagesKnown: 0 }
  const done = new Set<number>()
  const pagesBefore = (start?.nextPage ?? 1) - 1
  let end: ListPosition = { nextPage: 1, total: null, received: 0, largestPage: 0 }
  const read = (number: number, stop: AbortSignal) => client.page(list.endpoint, number, stop)
  for await (const page of walkPages({ read, signal, start, share: mostPages })) {
    const { number, fault, pagesDone, pagesKnown, position } = page
    if (fault) lost.set(number, fault)
    else lost.delete(number)
    const { rows, failed, isWhole } = await reading.take(page)
    // A page of which no row can be used still says that rows are missing.
    if (rows.length > 0 || !isWhole) await put(rows, { position, isWhole: isWhole && lost.size === 0 })
    isAtEnd = !page.isShareSpent
    end = position
    pages = { pagesDone, pagesKnown }
    done.add(number)
    const pagesLeft = Math.min(pagesKnown - pagesBefore, mostPages ?? Number.POSITIVE_INFINITY)
    run.onPage({
      resource,
      pagesDone: done.size,
      pagesKnown: Math.max(done.size, pagesLeft),
      rows: reading.newRows,
      failed,
    })
  }
  reading.end()
  if (isAtEnd && lost.size > 0) await put([], { position: end, isWhole: false })
  for (const [page, { code, message }] of lost)
    run.onFailure({ resource, page, code, message, isWholePage: true })
  if (lost.size > 0) run.onRowsLost(resource, rowsOf([...lost.keys()], end))
  const isWhole = isAtEnd && reading.isWhole && lost.size === 0
  return { isWhole, isAtEnd, ...pages }
}

/** How many rows these pages hold, as far as the list told: never fewer than one each. */
function rowsOf(pages: number[], { total, largestPage }: ListPosition): number {
  return pages
    .map((page) => {
      const left = (total ?? Number.POSITIVE_INFINITY) - (page - 1) * largestPage
      return Math.max(1, Math.min(largestPage, left))
    })
    .reduce((sum, rows) => sum + rows, 0)
}

/** Reads a single page, one of several that the run is to read of this list. Tells the run when that does not work. */
export async function readPage<Row>(
  client: Cin7Client,
  run: ProviderRun,
  list: List<Row>,
  { number, ...pages }: { number: number; pagesDone: number; pagesKnown: number },
  put: (page: Row[]) => void,
): Promise<void> {
  const { resource } = list
  run.onList(resource)
  const reading = new Reading(run, list)
  const { rows: raw, errors } = await client.page(list.endpoint, number, run.signal)
  const { rows, failed } = await reading.take({ number, rows: raw, errors })
  if (rows.length > 0) put(rows)
  reading.end()
  run.onPage({ resource, ...pages, rows: reading.newRows, failed })
}

/** Parses the pages of one list and keeps count. */
class Reading<Row> {
  readonly #run: ProviderRun
  readonly #list: List<Row>
  readonly #report: StrangeReport
  readonly #keys = new Set<string>()
  #errors = 0
  /** Rows of the newest page that came for the first time. */
  newRows = 0

  constructor(run: ProviderRun, list: List<Row>) {
    this.#run = run
    this.#list = list
    this.#report = new StrangeReport(run, list.resource)
  }

  get isWhole(): boolean {
    return this.#report.lost === 0 && this.#errors === 0
  }

  async take({ number, rows: raw, errors }: Pick<WalkedPage, 'number' | 'rows' | 'errors'>): Promise<{
    rows: Row[]
    failed: number
    isWhole: boolean
  }> {
    const { signal, onFailure } = this.#run
    const { resource } = this.#list
    // Parsing, reading and storing a page would be long together, so others get a turn between them.
    await yieldToLoop(signal)
    const { rows, strange } = this.#list.read(raw)
    const counted = this.#keys.size
    for (const row of rows) this.#keys.add(this.#list.keyOf(row))
    this.newRows = this.#keys.size - counted
    await yieldToLoop(signal)
    this.#report.add(number, strange)
    for (const message of errors)
      onFailure({ resource, page: number, code: 'provider_changed', message, isWholePage: false })
    this.#errors += errors.length
    const failed = strange.filter(({ isLost }) => isLost).length
    return { rows, failed, isWhole: failed === 0 && errors.length === 0 }
  }

  end(): void {
    this.#report.end()
  }
}
