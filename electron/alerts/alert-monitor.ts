import { AppError } from '../../shared/errors'
import { TRUSTED_MS } from '../../shared/staleness'
import type { Database } from '../db/database'
import { untilMidnight } from '../lib/day'
import { inBackground } from '../lib/in-background'
import { yieldToLoop } from '../lib/yield'
import type { Clock, Log } from '../ports'
import type { IndexedStock } from '../stock/indexed-stock'
import { isTrusted, type PairNeed, visitPairs } from '../stock/pair-needs'
import type { PointMove } from '../stock/reorder-points'
import { type AlertStep, isNews, type LiveAlert, stepFor } from './alert-step'
import type { AlertStore, Handling } from './alert-store'

const PRODUCTS_PER_STEP = 2_000
const WRITES_PER_STEP = 100
/** The window draws what is stored before everything is read for the first review. */
const FIRST_REVIEW_AFTER_MS = 1_500

interface Deps {
  db: Database
  clock: Clock
  log: Log
  store: AlertStore
  connectionIds(): string[]
  /** Everything stored of a connection, brought up to date. */
  stock(connectionId: string): Promise<IndexedStock>
  /** See `Settings.recoveryMargin`. */
  margin(): number
  /** Since when resolved alerts are kept, epoch ms. */
  keptSince(): number
  /** Name of whoever uses this computer. */
  userName: string
  /** Alerts are others now. */
  onChanged(connectionId: string): void
  /** There may be something to tell. */
  onDecided(): void
  /** A day has passed: what is due today is due no longer. */
  onMidnight(): Promise<void>
}

/**
 * Holds the alerts to the stored figures: after each sync, when a reorder point or a setting changed, and when time passed that
 * they wait for. Figures that are old or were read with gaps change nothing.
 */
export class AlertMonitor {
  readonly #deps: Deps
  readonly #stopping = new AbortController()
  /** The newest review of each connection, or what comes between two, and whether it has begun. */
  readonly #turns = new Map<string, { done: Promise<void>; hasBegun: boolean }>()
  #alarm = new AbortController()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  start(): void {
    inBackground(this.#deps.log, 'the first review of alerts', this.#first())
  }

  stop(): void {
    this.#stopping.abort(new AppError('cancelled', 'Shelfwatch is closing.'))
    this.#alarm.abort()
  }

  /** Judges everything; one review at a time, and one that has not begun yet serves all who ask. */
  review(connectionId: string): Promise<void> {
    const newest = this.#turns.get(connectionId)
    if (newest && !newest.hasBegun) return newest.done
    return this.#takeTurn(connectionId, () => this.#review(connectionId), { hasBegun: false })
  }

  /** Does `work` while no review is under way, and one after it: what it sets is judged in no other state than as it leaves it. */
  async inTurn(connectionId: string, work: () => Promise<void>): Promise<void> {
    try {
      await this.#takeTurn(connectionId, work, { hasBegun: true })
    } finally {
      await this.review(connectionId)
    }
  }

  /** After the computer slept, or a setting that alerts depend on changed. */
  reviewAll(): void {
    for (const id of this.#deps.connectionIds())
      inBackground(this.#deps.log, 'reviewing alerts', this.review(id))
  }

  /** Returns how many of the alerts could be handled so. */
  handle(connectionId: string, alertIds: readonly number[], handling: Handling): number {
    const { db, clock, store, userName, onChanged } = this.#deps
    const changed = db.write(() => {
      const at = clock.now()
      return alertIds.filter((id) => store.handle(connectionId, id, handling, userName, at)).length
    })
    if (changed > 0) onChanged(connectionId)
    this.#arm()
    return changed
  }

  /**
   * In turn, before reorder points are set. What these alone open or worsen counts as told: whoever sets them was shown it. Of
   * an end of the program before they are set nothing is left but alerts that the next review resolves.
   */
  async takeOwn(connectionId: string, moves: readonly PointMove[]): Promise<void> {
    if (moves.length === 0) return
    const margin = this.#deps.margin()
    const live = this.#deps.store.live(connectionId)
    const steps = moves.flatMap(({ before, after }) => {
      const alert = live.get(after.productId)?.find(({ locationId }) => locationId === after.locationId)
      const step = stepFor(alert, after, margin)
      const isOwn = !before || !isNews(stepFor(alert, before, margin))
      return step && isNews(step) && isOwn ? [step] : []
    })
    await this.#write(connectionId, steps, { isOwn: true })
  }

  /** `hasBegun`: a review that is asked for meanwhile is another one. */
  #takeTurn(
    connectionId: string,
    work: () => Promise<void>,
    { hasBegun }: { hasBegun: boolean },
  ): Promise<void> {
    const before = this.#turns.get(connectionId)?.done ?? Promise.resolve()
    const turn = { done: Promise.resolve(), hasBegun }
    turn.done = before
      .catch(() => undefined)
      .then(() => {
        turn.hasBegun = true
        return work()
      })
      .finally(() => {
        if (this.#turns.get(connectionId) === turn) this.#turns.delete(connectionId)
      })
    this.#turns.set(connectionId, turn)
    return turn.done
  }

  async #first(): Promise<void> {
    await this.#deps.clock.sleep(FIRST_REVIEW_AFTER_MS, this.#stopping.signal)
    this.reviewAll()
    this.#arm()
  }

  async #review(connectionId: string): Promise<void> {
    const { db, clock, store, onChanged, onDecided } = this.#deps
    const { signal } = this.#stopping
    signal.throwIfAborted()
    const stock = await this.#deps.stock(connectionId)
    // The connection was removed meanwhile.
    if (!this.#deps.connectionIds().includes(connectionId)) return
    const woken = db.write(() => store.wake(connectionId, clock.now()))
    const steps = await this.#judge(connectionId, stock)
    await this.#write(connectionId, steps, { isOwn: false })
    while (db.write(() => store.purge(this.#deps.keptSince())) > 0) await yieldToLoop(signal)
    this.#arm()
    if (steps.length + woken === 0) return
    onChanged(connectionId)
    onDecided()
  }

  /** See `AlertStore.apply`. */
  async #write(
    connectionId: string,
    steps: readonly AlertStep[],
    { isOwn }: { isOwn: boolean },
  ): Promise<void> {
    const { db, clock, store } = this.#deps
    for (let first = 0; first < steps.length; first += WRITES_PER_STEP) {
      const some = steps.slice(first, first + WRITES_PER_STEP)
      db.write(() => {
        const at = clock.now()
        for (const step of some) store.apply(connectionId, step, at, isOwn)
      })
      await yieldToLoop(this.#stopping.signal)
    }
  }

  async #judge(connectionId: string, stock: IndexedStock): Promise<AlertStep[]> {
    const { clock, store } = this.#deps
    const margin = this.#deps.margin()
    const now = clock.now()
    const live = store.live(connectionId)
    const seen = new Set<number>()
    const steps: AlertStep[] = []
    const take = (alert: LiveAlert | undefined, pair: PairNeed) => {
      const step = stepFor(alert, pair, margin)
      if (step) steps.push(step)
    }
    for (let slot = 0; slot < stock.size; slot++) {
      if (slot % PRODUCTS_PER_STEP === 0) await yieldToLoop(this.#stopping.signal)
      const alerts = live.get(stock.ids[slot]!) ?? []
      if (!isTrusted(stock, slot, now, TRUSTED_MS)) {
        for (const { id } of alerts) seen.add(id)
        continue
      }
      visitPairs(stock, slot, (pair) => {
        if (!pair.need && alerts.length === 0) return
        const alert = alerts.find(({ locationId }) => locationId === pair.locationId)
        if (alert) seen.add(alert.id)
        take(alert, pair)
      })
    }
    for (const alert of [...live.values()].flat()) if (!seen.has(alert.id)) take(alert, nothingNeeded(alert))
    return steps
  }

  /** At the next midnight, or sooner when a snooze ends before. */
  #arm(): void {
    this.#alarm.abort()
    if (this.#stopping.signal.aborted) return
    const { clock, log, store } = this.#deps
    const now = clock.now()
    const midnight = untilMidnight(now)
    const wakeAt = store.nextWakeAt()
    const wait = Math.max(0, Math.min(midnight, wakeAt === null ? midnight : wakeAt - now))
    this.#alarm = new AbortController()
    clock.sleep(wait, this.#alarm.signal).then(
      () => inBackground(log, 'reviewing alerts in time', this.#onTime(wait === midnight)),
      () => undefined,
    )
  }

  async #onTime(isMidnight: boolean): Promise<void> {
    if (isMidnight) await this.#deps.onMidnight()
    this.reviewAll()
    this.#arm()
  }
}

/** Of a pair that no location in use keeps any more, or a product that is gone. */
function nothingNeeded({ productId, locationId, available, onOrder }: LiveAlert): PairNeed {
  return { productId, locationId, available, onOrder, reorderPoint: null, need: null }
}
