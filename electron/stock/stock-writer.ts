import type { Database } from '../db/database'
import { IdSet } from '../lib/id-set'
import type { Clock } from '../ports'
import type { CatalogueWriter } from './catalogue-writer'
import { MissingRows } from './missing-rows'
import { ProductReadings } from './product-readings'
import type { StockRowInput } from './provider-rows'
import { sumRepeated } from './repeated-rows'
import { RowIntake } from './row-intake'
import type { StockPageRead } from './snapshot-writer'
import { forgetStagedRows } from './staged-rows'
import { StockMarks } from './stock-marks'
import { RowStatements } from './stock-rows'
import { applyStagedRows } from './stock-swap'
import { type ListPosition, type StockSweep, type SweepKind, SweepStore } from './stock-sweep'
import { productsOfWorth } from './stock-worth'

/** Beyond this it is quicker to read everything again than product by product. */
const MOST_NAMED_PRODUCTS = 1000

export interface StockWriterDeps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
  runId: string
  source: SweepKind
  pageSize: number
  catalogue: CatalogueWriter
  /** Products that the window shows. */
  onScreen: readonly number[]
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
  readonly #intake: RowIntake
  readonly #marks: StockMarks
  readonly #missing: MissingRows
  readonly #readings: ProductReadings
  readonly #sweeps: SweepStore
  readonly #sweep: StockSweep
  /** Until a list was read to its end there is nothing to protect: rows are shown as they arrive. */
  readonly #isFirst: boolean
  /** Products read alone whose figures wait for the commit. */
  readonly #readAlone = new Set<number>()
  /** Before the first of them was asked for. */
  #chosenAt = 0

  constructor(deps: StockWriterDeps) {
    this.#deps = deps
    const rows = new RowStatements(deps.db)
    this.#intake = new RowIntake(deps, rows)
    this.#marks = new StockMarks(deps.db, deps.connectionId)
    this.#missing = new MissingRows(deps, rows)
    this.#readings = new ProductReadings(deps.db, deps.connectionId)
    this.#sweeps = new SweepStore(deps.db, deps.connectionId)
    this.#isFirst = !this.#marks.wasRead()
    this.#sweep = this.#continued() ?? this.#newSweep()
  }

  position(): ListPosition | null {
    return this.#sweep.position.nextPage > 1 ? this.#sweep.position : null
  }

  /** The run that began the list which this one goes on with; null: none did. */
  begunBy(): string | null {
    return this.position() ? this.#sweep.id : null
  }

  put(page: readonly StockRowInput[], read: StockPageRead | null): void {
    const { db, clock, onChanged } = this.#deps
    const rows = sumRepeated(page)
    const news = db.write(() => {
      const stored = this.#isFirst
        ? this.#intake.store(this.#sweep, rows)
        : this.#intake.stage(this.#sweep, rows)
      if (read) this.#keep(read, clock.now())
      return stored
    })
    if (news.hasNewLocation) onChanged(null)
    else if (news.productIds.size > 0) onChanged([...news.productIds])
  }

  /** See `SnapshotWriter.productsOfWorth`. */
  async productsOfWorth(most: number, signal: AbortSignal): Promise<string[]> {
    this.#chosenAt = this.#deps.clock.now()
    return this.#isFirst ? [] : productsOfWorth(this.#deps, most, signal)
  }

  /** See `SnapshotWriter.putProductStock`. */
  putProduct(externalId: string, rows: readonly StockRowInput[] | null): void {
    const { db, catalogue, onChanged } = this.#deps
    const productId = catalogue.products.find(externalId)
    if (productId === undefined) return
    const news = db.write(() => {
      const replaced = rows && this.#intake.replace(this.#sweep, productId, sumRepeated(rows))
      if (replaced) this.#sweeps.keep(this.#sweep)
      else this.#readings.noteAsked(productId, this.#chosenAt)
      return replaced
    })
    if (!news) return
    this.#readAlone.add(productId)
    if (news.hasNewLocation) onChanged(null)
  }

  async commit(
    { isAtEnd }: { isAtEnd: boolean },
    signal: AbortSignal,
  ): Promise<{ changes: number; isHeld: boolean }> {
    const { db, clock, connectionId, runId, source, onChanged } = this.#deps
    const { id: sweepId, isWhole } = this.#sweep
    this.#missing.forgetRemovals(this.#sweep)
    if (isAtEnd && isWhole && !(await this.#missing.stageRemovals(this.#sweep, signal))) {
      await this.discard()
      return { changes: 0, isHeld: true }
    }
    const at = clock.now()
    const result = db.write(() => {
      const isAbsentZero = this.#marks.confirmedAt() !== null
      const run = { id: runId, sweepId, at, source, isRecorded: !this.#isFirst, isAbsentZero }
      const applied = applyStagedRows(db, run)
      for (const id of this.#readAlone) this.#readings.noteRead(id, this.#chosenAt)
      const confirmed = isAtEnd ? this.#noteEnd() : []
      return { ...applied, confirmed }
    })
    const changed = [...new Set([...result.productIds, ...result.confirmed, ...this.#readAlone])]
    onChanged(changed.length > MOST_NAMED_PRODUCTS ? null : changed)
    await forgetStagedRows(db, { sweep: { id: sweepId, connectionId } })
    return { changes: result.changes, isHeld: false }
  }

  async discard(): Promise<void> {
    const { db, connectionId } = this.#deps
    db.write(() => this.#sweeps.forget())
    await forgetStagedRows(db, { sweep: { id: this.#sweep.id, connectionId } })
  }

  #continued(): StockSweep | null {
    const { clock, source, pageSize } = this.#deps
    const within = Object.entries(GO_ON_WITHIN_MS[source])
    const storedAfter = Object.fromEntries(within.map(([kind, ms]) => [kind, clock.now() - ms]))
    return this.#sweeps.find(storedAfter, pageSize)
  }

  #newSweep(): StockSweep {
    const { clock, runId, source, pageSize } = this.#deps
    return {
      id: runId,
      kind: source,
      pageSize,
      startedAt: clock.now(),
      storedAt: clock.now(),
      zeroed: 0,
      lastStoredId: this.#missing.lastStoredId(),
      seen: new IdSet(),
      isWhole: true,
      position: { nextPage: 1, total: null, received: 0, largestPage: 0 },
    }
  }

  #keep({ position, isWhole }: StockPageRead, storedAt: number): void {
    this.#sweep.position = position
    this.#sweep.isWhole &&= isWhole
    this.#sweep.storedAt = storedAt
    this.#sweeps.keep(this.#sweep)
  }

  /** At the end of the list. Returns the products whose figures were a delivery's until now. Call inside a `write`. */
  #noteEnd(): number[] {
    const { startedAt, isWhole, position } = this.#sweep
    const { clock, runId } = this.#deps
    this.#marks.put({ at: startedAt, endedAt: clock.now(), runId, isWhole })
    this.#marks.putListLength({ rows: position.received, pageRows: position.largestPage })
    this.#sweeps.forget()
    return isWhole ? this.#readings.forgetMarksUntil(startedAt) : []
  }
}
