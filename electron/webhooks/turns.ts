import { AppError } from '../../shared/errors'
import { inBackground } from '../lib/in-background'
import type { Clock, Log } from '../ports'

/** So long after the newest mark, but not longer after the first: what comes together is read once. */
const QUIET_MS = 2_000
const LONGEST_MS = 5_000

interface Deps {
  clock: Clock
  log: Log
}

/** Times are on the monotonic clock. */
interface Feed {
  stopping: AbortController
  alarm: AbortController
  firstMarkAt: number | null
  newestMarkAt: number
  /** Something is to be tried again; null: nothing is. */
  againAt: number | null
  /** Nothing is done before. */
  blockedUntil: number
  turn: Promise<void> | null
}

/** Calls for work on each connection in time, one call at a time. */
export class Turns {
  readonly #deps: Deps
  readonly #work: (connectionId: string, signal: AbortSignal) => Promise<void>
  readonly #feeds = new Map<string, Feed>()

  constructor(deps: Deps, work: (connectionId: string, signal: AbortSignal) => Promise<void>) {
    this.#deps = deps
    this.#work = work
  }

  connectionIds(): string[] {
    return [...this.#feeds.keys()]
  }

  has(connectionId: string): boolean {
    return this.#feeds.has(connectionId)
  }

  /** Aborted by `drop`. */
  signal(connectionId: string): AbortSignal {
    return this.#feed(connectionId).stopping.signal
  }

  marked(connectionId: string): void {
    const feed = this.#feed(connectionId)
    feed.newestMarkAt = this.#deps.clock.monotonic()
    feed.firstMarkAt ??= feed.newestMarkAt
    this.#arm(connectionId, feed)
  }

  again(connectionId: string, inMs: number): void {
    const feed = this.#feed(connectionId)
    const at = this.#deps.clock.monotonic() + inMs
    feed.againAt = Math.min(feed.againAt ?? at, at)
    this.#arm(connectionId, feed)
  }

  /** Nothing is done for so long, and then it is tried again. */
  block(connectionId: string, forMs: number): void {
    this.#feed(connectionId).blockedUntil = this.#deps.clock.monotonic() + forMs
    this.again(connectionId, forMs)
  }

  unblock(connectionId: string): void {
    this.#feed(connectionId).blockedUntil = 0
  }

  /** Resolves when no work on this connection is left. */
  async drop(connectionId: string): Promise<void> {
    const feed = this.#feeds.get(connectionId)
    this.#feeds.delete(connectionId)
    feed?.alarm.abort()
    feed?.stopping.abort(new AppError('cancelled', 'Live updates are being stopped.'))
    await feed?.turn
  }

  #feed(connectionId: string): Feed {
    const feed = this.#feeds.get(connectionId) ?? {
      stopping: new AbortController(),
      alarm: new AbortController(),
      firstMarkAt: null,
      newestMarkAt: 0,
      againAt: null,
      blockedUntil: 0,
      turn: null,
    }
    this.#feeds.set(connectionId, feed)
    return feed
  }

  #arm(connectionId: string, feed: Feed): void {
    feed.alarm.abort()
    const at = dueAt(feed)
    if (feed.turn || feed.stopping.signal.aborted || at === null) return
    const { clock } = this.#deps
    feed.alarm = new AbortController()
    clock.sleep(Math.max(0, at - clock.monotonic()), feed.alarm.signal).then(
      () => this.#take(connectionId, feed),
      () => undefined,
    )
  }

  #take(connectionId: string, feed: Feed): void {
    const { clock, log } = this.#deps
    feed.firstMarkAt = null
    if (feed.againAt !== null && feed.againAt <= clock.monotonic()) feed.againAt = null
    const work = this.#work(connectionId, feed.stopping.signal)
    inBackground(log, 'reading what deliveries changed', work)
    feed.turn = work
      .catch(() => undefined)
      .then(() => {
        feed.turn = null
        this.#arm(connectionId, feed)
      })
  }
}

function dueAt({ firstMarkAt, newestMarkAt, againAt, blockedUntil }: Feed): number | null {
  const marks = firstMarkAt === null ? [] : [Math.min(newestMarkAt + QUIET_MS, firstMarkAt + LONGEST_MS)]
  const due = [...marks, ...(againAt === null ? [] : [againAt])]
  return due.length === 0 ? null : Math.max(Math.min(...due), blockedUntil)
}
