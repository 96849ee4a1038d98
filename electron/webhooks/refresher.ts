import type { SyncRun } from '../../shared/domain/sync-run'
import { AppError } from '../../shared/errors'
import type { Database } from '../db/database'
import { inBackground } from '../lib/in-background'
import type { Clock, Log } from '../ports'
import { UNCONFIRMED_MS } from '../stock/pair-needs'
import { ProductReadings } from '../stock/product-readings'
import { StockMarks } from '../stock/stock-marks'
import { patienceMs } from './back-off'
import type { CatchUp } from './catch-up'
import type { FeedStore } from './feed-store'
import type { ProductReader } from './product-reader'
import type { ProductRuns } from './product-runs'
import { Turns } from './turns'

/** More products than these are read with the list, if that takes fewer calls. */
const MOST_ALONE = 20
/** What was delivered within this time is judged together. */
const TOGETHER_MS = 1_000

interface Deps {
  db: Database
  clock: Clock
  log: Log
  runs: ProductRuns
  reader: ProductReader
  feeds: FeedStore
  catchUp: CatchUp
  /** Rows of a list that are asked for at once. */
  pageSize(): number
  /** Whether the connection is there and its keys are accepted. */
  mayCall(connectionId: string): boolean
  /** Judges the alerts by the figures of now. */
  review(connectionId: string): Promise<void>
}

const keysRefused = new AppError(
  'credentials_rejected',
  'The keys of this account are not accepted, so the figures of deliveries could not be confirmed. Enter new keys.',
)

/** Products that could not be read for certain, and when each is asked for again, on the monotonic clock. */
type Waiting = Map<string, { failures: number; at: number }>

/**
 * Reads again what deliveries marked, until the provider has confirmed every figure. What cannot be read stays marked and is
 * tried again, ever more seldom; a sync that ends well ends the waiting.
 */
export class Refresher {
  readonly #deps: Deps
  readonly #turns: Turns
  readonly #waiting = new Map<string, Waiting>()
  readonly #failures = new Map<string, number>()
  /** Connections whose provisional figures are being waited for. */
  readonly #judging = new Set<string>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#turns = new Turns(deps, (connectionId, signal) => this.#refresh(connectionId, signal))
  }

  /** Products were marked, or something is wanted; also at the start, and when the keys are accepted again. */
  wake(connectionId: string): void {
    this.#turns.marked(connectionId)
  }

  /** Figures of a delivery are shown. If nothing confirms them, the alerts are judged by them as they are. */
  provisional(connectionId: string): void {
    this.wake(connectionId)
    if (this.#judging.has(connectionId)) return
    this.#judging.add(connectionId)
    const judged = this.#judgeInTime(connectionId, this.#turns.signal(connectionId))
    const { log } = this.#deps
    inBackground(
      log,
      'judging figures that nothing confirmed',
      judged.finally(() => this.#judging.delete(connectionId)),
    )
  }

  /** After each sync, whatever its end. */
  syncFinished(run: SyncRun): void {
    const { connectionId, status } = run
    this.#deps.catchUp.finished(run)
    if (!this.#turns.has(connectionId)) return
    if (status === 'success' || status === 'partial') {
      this.#failures.delete(connectionId)
      this.#turns.unblock(connectionId)
    }
    this.wake(connectionId)
  }

  /** The connection is being removed, or live updates were switched off. What is marked stays so. */
  async drop(connectionId: string): Promise<void> {
    await this.#turns.drop(connectionId)
    this.#waiting.delete(connectionId)
    this.#failures.delete(connectionId)
    this.#deps.runs.end(connectionId, { isCancelled: true })
  }

  async stop(): Promise<void> {
    await Promise.all(this.#turns.connectionIds().map((connectionId) => this.drop(connectionId)))
  }

  async #refresh(connectionId: string, signal: AbortSignal): Promise<void> {
    const { db, runs, mayCall } = this.#deps
    if (!mayCall(connectionId)) {
      runs.failed(connectionId, keysRefused)
      runs.end(connectionId)
      return
    }
    this.#serve(connectionId)
    // Until the list was read there is nothing to confirm: it tells all.
    if (!new StockMarks(db, connectionId).wasRead()) return
    try {
      if (await this.#confirm(connectionId, signal)) this.#reviewed(connectionId)
    } finally {
      runs.end(connectionId, { isCancelled: signal.aborted })
    }
  }

  /** Returns whether any figure was confirmed. */
  async #confirm(connectionId: string, signal: AbortSignal): Promise<boolean> {
    const dirty = this.#due(connectionId)
    if (this.#isListQuicker(connectionId, dirty.length)) {
      this.#wantSweep(connectionId)
      return false
    }
    let isAnyConfirmed = false
    try {
      for (const externalId of dirty) {
        const outcome = await this.#deps.reader.read(connectionId, externalId, signal)
        isAnyConfirmed ||= outcome === 'confirmed'
        if (outcome === 'unread' || outcome === 'doubted') this.#askLater(connectionId, externalId)
        else this.#waiting.get(connectionId)?.delete(externalId)
        if (outcome === 'outdated') this.wake(connectionId)
        if (outcome === 'doubted') this.#wantSweep(connectionId)
      }
      signal.throwIfAborted()
      // There may be more than were looked up.
      if (dirty.length > MOST_ALONE) this.#turns.again(connectionId, 0)
      this.#failures.delete(connectionId)
      this.#askAgain(connectionId)
    } catch (error) {
      signal.throwIfAborted()
      const failures = (this.#failures.get(connectionId) ?? 0) + 1
      this.#failures.set(connectionId, failures)
      this.#turns.block(connectionId, patienceMs(failures))
      this.#deps.log.info('what deliveries changed is read again later', { connectionId, failures, error })
    }
    return isAnyConfirmed
  }

  /** Marked products, the longest marked first, without those that are to be asked for later. */
  #due(connectionId: string): string[] {
    const { db, clock } = this.#deps
    const waiting: Waiting = this.#waiting.get(connectionId) ?? new Map()
    const pages = this.#pages(connectionId) ?? 0
    const dirty = new ProductReadings(db, connectionId).dirty(Math.max(MOST_ALONE + 1, pages) + waiting.size)
    // A list may have confirmed what was waited for.
    for (const externalId of waiting.keys()) if (!dirty.includes(externalId)) waiting.delete(externalId)
    return dirty.filter((externalId) => (waiting.get(externalId)?.at ?? 0) <= clock.monotonic())
  }

  #isListQuicker(connectionId: string, products: number): boolean {
    const pages = this.#pages(connectionId)
    return products > MOST_ALONE && pages !== null && pages <= products
  }

  #pages(connectionId: string): number | null {
    const { db, pageSize } = this.#deps
    return new StockMarks(db, connectionId).listPages(pageSize())
  }

  #wantSweep(connectionId: string): void {
    const { clock, feeds } = this.#deps
    if (feeds.wantedAt(connectionId, 'sweep') === null) feeds.want(connectionId, 'sweep', clock.now())
    this.#serve(connectionId)
  }

  #serve(connectionId: string): void {
    const againMs = this.#deps.catchUp.serve(connectionId)
    if (againMs !== null) this.#turns.again(connectionId, againMs)
  }

  #askLater(connectionId: string, externalId: string): void {
    const waiting: Waiting = this.#waiting.get(connectionId) ?? new Map()
    const failures = (waiting.get(externalId)?.failures ?? 0) + 1
    const waitMs = patienceMs(failures)
    waiting.set(externalId, { failures, at: this.#deps.clock.monotonic() + waitMs })
    this.#waiting.set(connectionId, waiting)
  }

  #askAgain(connectionId: string): void {
    const times = [...(this.#waiting.get(connectionId)?.values() ?? [])].map(({ at }) => at)
    if (times.length > 0)
      this.#turns.again(connectionId, Math.max(0, Math.min(...times) - this.#deps.clock.monotonic()))
  }

  #reviewed(connectionId: string): void {
    const { log, review } = this.#deps
    inBackground(log, 'reviewing alerts after deliveries', review(connectionId))
  }

  /** Until all that is provisional was so for a minute, or is confirmed. */
  async #judgeInTime(connectionId: string, signal: AbortSignal): Promise<void> {
    const { db, clock, review } = this.#deps
    const readings = new ProductReadings(db, connectionId)
    for (;;) {
      const unjudgedAt = readings.firstProvisional(clock.now() - UNCONFIRMED_MS)
      if (unjudgedAt === null) return
      const ageMs = Math.max(0, clock.now() - unjudgedAt)
      await clock.sleep(UNCONFIRMED_MS - ageMs + TOGETHER_MS, signal)
      if (readings.firstProvisional(0) !== null) await review(connectionId)
    }
  }
}
