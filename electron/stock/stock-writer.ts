import type { Database } from '../db/database'
import { IdSet } from '../lib/id-set'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import type { CatalogueWriter } from './catalogue-writer'
import { HeldLists } from './held-lists'
import { MOST_UNASKED } from './list-guard'
import type { StockRowInput } from './provider-rows'
import { sumRepeated } from './repeated-rows'
import type { StockPageRead } from './snapshot-writer'
import { forgetStagedRows } from './staged-rows'
import type { Contents, Grain, Origin } from './stock-columns'
import { StockMarks } from './stock-marks'
import { RowStatements } from './stock-rows'
import { applyStagedRows } from './stock-swap'
import { type ListPosition, type StockSweep, type SweepKind, SweepStore } from './stock-sweep'

/** Stock rows are looked through for missing ones in blocks of neighbouring ids. */
const IDS_PER_STEP = 2000
/** Beyond this it is quicker to read everything again than product by product. */
const MOST_NAMED_PRODUCTS = 1000

export interface StockWriterDeps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
  runId: string
  source: SweepKind
  catalogue: CatalogueWriter
  /** See `SnapshotWriterDeps.onChanged`. */
  onChanged(productIds: readonly number[] | null): void
}

/** How long after its newest page a list is read on, instead of from its start. */
const GO_ON_WITHIN_MS: Record<SweepKind, Partial<Record<SweepKind, number>>> = {
  full: { full: 60 * 60_000 },
  // Quick runs read a long list bit by bit.
  quick: { full: 60 * 60_000, quick: 24 * 60 * 60_000 },
}

/**
 * Takes in a stock list: compares, stages what differs, and swaps it in. What is read of a list is remembered with each
 * page, so that another run can go on where this one stopped.
 */
export class StockWriter {
  readonly #deps: StockWriterDeps
  readonly #rows: RowStatements
  readonly #marks: StockMarks
  readonly #sweeps: SweepStore
  readonly #sweep: StockSweep
  /** Until a list was read to its end there is nothing to protect: rows are shown as they arrive. */
  readonly #isFirst: boolean
  #lastProduct: { externalId: string; id: number } = { externalId: '', id: 0 }

  constructor(deps: StockWriterDeps) {
    this.#deps = deps
    this.#rows = new RowStatements(deps.db)
    this.#marks = new StockMarks(deps.db, deps.connectionId)
    this.#sweeps = new SweepStore(deps.db, deps.connectionId)
    this.#isFirst = !this.#marks.wasRead()
    this.#sweep = this.#continued() ?? this.#newSweep()
  }

  position(): ListPosition | null {
    return this.#sweep.position.nextPage > 1 ? this.#sweep.position : null
  }

  put(page: readonly StockRowInput[], read: StockPageRead | null): void {
    const { db, clock, onChanged } = this.#deps
    const rows = sumRepeated(page)
    const news = db.write(() => {
      const stored = this.#isFirst ? this.#store(rows) : this.#stage(rows)
      if (read) this.#keep(read, clock.now())
      return stored
    })
    if (news.hasNewLocation) onChanged(null)
    else if (news.productIds.size > 0) onChanged([...news.productIds])
  }

  async commit(
    { isAtEnd }: { isAtEnd: boolean },
    signal: AbortSignal,
  ): Promise<{ changes: number; isHeld: boolean }> {
    const { db, clock, connectionId, runId, source, onChanged } = this.#deps
    const { id: sweepId, isWhole, startedAt } = this.#sweep
    if (isAtEnd && isWhole) {
      const gone = await this.#stageRemovals(signal)
      if (!this.#mayShrink(gone)) {
        await this.discard()
        return { changes: 0, isHeld: true }
      }
    }
    const at = clock.now()
    const result = db.write(() => {
      const isAbsentZero = this.#marks.confirmedAt() !== null
      const run = { id: runId, sweepId, at, source, isRecorded: !this.#isFirst, isAbsentZero }
      const applied = applyStagedRows(db, run)
      if (isAtEnd) {
        this.#marks.put({ at: startedAt, runId, isWhole })
        this.#sweeps.forget()
      }
      return applied
    })
    onChanged(result.productIds.length > MOST_NAMED_PRODUCTS ? null : result.productIds)
    await forgetStagedRows(db, { sweep: { id: sweepId, connectionId } })
    return { changes: result.changes, isHeld: false }
  }

  async discard(): Promise<void> {
    const { db, connectionId } = this.#deps
    db.write(() => this.#sweeps.forget())
    await forgetStagedRows(db, { sweep: { id: this.#sweep.id, connectionId } })
  }

  #continued(): StockSweep | null {
    const { clock, source } = this.#deps
    const within = Object.entries(GO_ON_WITHIN_MS[source])
    return this.#sweeps.find(Object.fromEntries(within.map(([kind, ms]) => [kind, clock.now() - ms])))
  }

  #newSweep(): StockSweep {
    const { clock, runId, source } = this.#deps
    return {
      id: runId,
      kind: source,
      startedAt: clock.now(),
      lastStoredId: this.#readLastId(),
      seen: new IdSet(),
      isWhole: true,
      position: { nextPage: 1, total: null, received: 0, largestPage: 0 },
    }
  }

  #keep({ position, isWhole }: StockPageRead, at: number): void {
    this.#sweep.position = position
    this.#sweep.isWhole &&= isWhole
    this.#sweeps.keep(this.#sweep, at)
  }

  /** Applies a page at once. Returns the products whose figures are new. */
  #store(rows: readonly StockRowInput[]): News {
    const { clock, source, runId } = this.#deps
    const news = new News()
    const origin: Origin = [clock.now(), source, runId]
    const touched = new Set<number>()
    for (const row of rows) {
      const grain = this.#grainOf(row, news)
      const contents = contentsOf(row)
      const stored = this.#hasStored ? this.#rows.find(grain) : undefined
      if (stored) this.#sweep.seen.add(stored[0])
      if (stored && isSame(stored, contents)) continue
      this.#rows.put(grain, contents)
      touched.add(grain[0])
    }
    this.#rows.putLevels(touched, origin)
    for (const productId of touched) news.productIds.add(productId)
    return news
  }

  /** Keeps aside what differs. Only products and locations that were unknown so far become visible. */
  #stage(rows: readonly StockRowInput[]): News {
    const news = new News()
    const { id: runId, seen } = this.#sweep
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

  /** Nothing can be found where nothing was stored: a first sync need not look. */
  get #hasStored(): boolean {
    return this.#sweep.lastStoredId > 0
  }

  #readLastId(): number {
    const { db, connectionId } = this.#deps
    const newestFirst = db.sqlite.prepare<[string], number>(
      `SELECT r.id FROM stock_rows r CROSS JOIN products p ON p.id = r.product_id
       WHERE p.connection_id = ? ORDER BY r.id DESC LIMIT 1`,
    )
    return newestFirst.pluck().get(connectionId) ?? 0
  }

  #mayShrink(gone: number): boolean {
    const { db, clock, connectionId } = this.#deps
    const { received } = this.#sweep.position
    const count = db.sqlite.prepare<[string], number>(
      `SELECT count(*) FROM products p JOIN stock_rows r ON r.product_id = p.id WHERE p.connection_id = ?`,
    )
    // Counting takes a moment, and where little goes it does not matter.
    const stored = gone > MOST_UNASKED ? (count.pluck().get(connectionId) ?? 0) : gone
    return new HeldLists(db, connectionId).mayShrink(
      { resource: 'availability', received, gone, stored },
      clock.now(),
    )
  }

  /** Returns how many rows go. */
  async #stageRemovals(signal: AbortSignal): Promise<number> {
    let gone = 0
    const { db, connectionId } = this.#deps
    const { id: runId, seen, lastStoredId } = this.#sweep
    const idsBetween = db.sqlite
      .prepare<[number, number, string], number>(
        `SELECT r.id FROM stock_rows r JOIN products p ON p.id = r.product_id
         WHERE r.id BETWEEN ? AND ? AND p.connection_id = ?`,
      )
      .pluck()
    for (let first = 1; first <= lastStoredId; first += IDS_PER_STEP) {
      const last = Math.min(first + IDS_PER_STEP - 1, lastStoredId)
      if (!seen.hasAll(first, last)) {
        const missing = idsBetween.all(first, last, connectionId).filter((id) => !seen.has(id))
        gone += missing.length
        if (missing.length > 0) {
          db.write(() => {
            for (const id of missing) this.#rows.stageRemoval({ runId, connectionId }, id)
          })
        }
      }
      await yieldToLoop(signal)
    }
    return gone
  }
}

/** What a page made visible. */
class News {
  readonly productIds = new Set<number>()
  hasNewLocation = false
}

function contentsOf(row: StockRowInput): Contents {
  const { onHand, allocated, available, onOrder, inTransit, stockValue, nextDeliveryAt } = row
  return [onHand, allocated, available, onOrder, inTransit, stockValue, nextDeliveryAt]
}

function isSame(stored: readonly unknown[], contents: Contents): boolean {
  return contents.every((value, index) => value === stored[index + 1])
}
