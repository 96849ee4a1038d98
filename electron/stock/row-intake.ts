import type { Database } from '../db/database'
import type { Clock } from '../ports'
import type { CatalogueWriter } from './catalogue-writer'
import { MOST_UNASKED } from './list-guard'
import type { StockRowInput } from './provider-rows'
import type { Contents, Grain, Origin } from './stock-columns'
import type { RowStatements } from './stock-rows'
import type { StockSweep, SweepKind } from './stock-sweep'

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
  runId: string
  source: SweepKind | 'webhook'
  catalogue: Pick<CatalogueWriter, 'locations' | 'products'>
}

/** What rows made visible. */
export class News {
  readonly productIds = new Set<number>()
  hasNewLocation = false
}

const nothing: Contents = [0, 0, 0, 0, 0, 0, null]

/** Compares rows of a sweep with what is stored. Call its methods inside a `write`. */
export class RowIntake {
  readonly #deps: Deps
  readonly #rows: RowStatements
  #lastProduct: { externalId: string; id: number } = { externalId: '', id: 0 }

  constructor(deps: Deps, rows: RowStatements) {
    this.#deps = deps
    this.#rows = rows
  }

  /** Applies a page at once. Returns the products whose figures are new. */
  store({ lastStoredId, seen }: StockSweep, rows: readonly StockRowInput[]): News {
    const { clock, source, runId } = this.#deps
    const news = new News()
    const origin: Origin = [clock.now(), source, runId]
    const touched = new Set<number>()
    // Nothing can be found where nothing was stored: a first sync need not look.
    const hasStored = lastStoredId > 0
    for (const row of rows) {
      const grain = this.#grainOf(row, news)
      const contents = contentsOf(row)
      const stored = hasStored ? this.#rows.find(grain) : undefined
      if (stored) seen.add(stored[0])
      if (stored && isSame(stored, contents)) continue
      this.#rows.put(grain, contents)
      touched.add(grain[0])
    }
    this.#rows.putLevels(touched, origin)
    for (const productId of touched) news.productIds.add(productId)
    return news
  }

  /** Keeps aside what differs. Only products and locations that were unknown so far become visible. */
  stage(
    { id: runId, seen }: Pick<StockSweep, 'id' | 'seen'>,
    rows: readonly StockRowInput[],
    news = new News(),
  ): News {
    const run = { ...this.#deps, runId }
    for (const row of rows) {
      const grain = this.#grainOf(row, news)
      const contents = contentsOf(row)
      const stored = this.#rows.find(grain)
      const isRepeated = stored !== undefined && !seen.add(stored[0])
      if (!stored || !isSame(stored, contents)) this.#rows.stage(run, grain, contents)
      else if (isRepeated) this.#rows.unstage(run, grain)
    }
    return news
  }

  /**
   * What was kept aside of a product gives way to all its rows of now. Those it no longer has become zero; the end of a
   * later list takes them away. null: so many would become zero without anybody being asked that it is left to the list
   * and its guard.
   */
  replace(
    sweep: Pick<StockSweep, 'id' | 'seen' | 'zeroed'>,
    productId: number,
    rows: readonly StockRowInput[],
  ): News | null {
    const run = { ...this.#deps, runId: sweep.id }
    const news = new News()
    const named = new Set(rows.map((row) => this.#grainOf(row, news).join('\n')))
    const gone = this.#rows
      .ofProduct(productId)
      .filter(({ grain, contents }) => !named.has(grain.join('\n')) && contents.some((value) => value))
    if (sweep.zeroed + gone.length > MOST_UNASKED) return null
    sweep.zeroed += gone.length
    this.#rows.unstageProduct(run, productId)
    this.stage(sweep, rows, news)
    for (const { id, grain } of gone) {
      sweep.seen.add(id)
      this.#rows.stage(run, grain, nothing)
    }
    return news
  }

  #grainOf(row: StockRowInput, news: News): Grain {
    const location = this.#deps.catalogue.locations.idNamed(row.location)
    if (location.isNew) news.hasNewLocation = true
    return [this.#productId(row, news), location.id, row.bin, row.batch, row.expiresAt]
  }

  /** Rows of one product stand together, so most rows need no look-up. */
  #productId(row: StockRowInput, news: News): number {
    const externalId = row.productExternalId.toLowerCase()
    if (this.#lastProduct.externalId === externalId) return this.#lastProduct.id
    const { products } = this.#deps.catalogue
    let id = products.find(externalId)
    if (id === undefined) {
      id = products.addStub({ ...row, externalId })
      news.productIds.add(id)
    }
    this.#lastProduct = { externalId, id }
    return id
  }
}

function contentsOf(row: StockRowInput): Contents {
  const { onHand, allocated, available, onOrder, inTransit, stockValue, nextDeliveryAt } = row
  return [onHand, allocated, available, onOrder, inTransit, stockValue, nextDeliveryAt]
}

function isSame(stored: readonly unknown[], contents: Contents): boolean {
  return contents.every((value, index) => value === stored[index + 1])
}
