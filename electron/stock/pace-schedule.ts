import type { Database } from '../db/database'
import { dayOf, untilMidnight } from '../lib/day'
import { inBackground } from '../lib/in-background'
import type { Clock, Log } from '../ports'
import { StockMarks } from './stock-marks'
import type { StockPaces } from './stock-paces'

/** Lets a start settle. */
const START_AFTER_MS = 20_000
/** A wall clock that is set, or a computer that slept, is noticed within this time. */
const LOOK_AGAIN_MS = 60 * 60_000

interface Deps {
  db: Database
  clock: Clock
  log: Log
  stopping: AbortSignal
  paces: StockPaces
  connectionIds(): string[]
}

/** Works paces out after each sync, and all of them once a local day. One after the other. */
export class PaceSchedule {
  readonly #deps: Deps
  #work: Promise<void> = Promise.resolve()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  start(): void {
    inBackground(this.#deps.log, 'working out paces day by day', this.#dayByDay())
  }

  /** Resolves when it is done. */
  afterRun({ id, connectionId }: { id: string; connectionId: string }): Promise<void> {
    return this.#next(() =>
      this.#isDue(connectionId)
        ? this.#deps.paces.refreshAll(connectionId)
        : this.#deps.paces.refreshChangedBy(connectionId, id),
    )
  }

  async #dayByDay(): Promise<void> {
    const { clock, log, stopping, paces, connectionIds } = this.#deps
    await clock.sleep(START_AFTER_MS, stopping)
    while (true) {
      for (const id of connectionIds().filter((id) => this.#isDue(id))) {
        await this.#next(() => paces.refreshAll(id)).catch((error: unknown) => {
          stopping.throwIfAborted()
          log.warn('paces not worked out', { connectionId: id, error })
        })
      }
      await clock.sleep(Math.min(LOOK_AGAIN_MS, untilMidnight(clock.now())), stopping)
    }
  }

  #isDue(connectionId: string): boolean {
    const { db, clock } = this.#deps
    const marks = new StockMarks(db, connectionId)
    const lastAt = marks.pacesAt()
    return marks.knownSince() !== null && (lastAt === null || dayOf(lastAt) !== dayOf(clock.now()))
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(() => {
      this.#deps.stopping.throwIfAborted()
      return work()
    })
    this.#work = done.catch(() => {})
    return done
  }
}
