import { eq } from 'drizzle-orm'
import { liveFeeds } from '../../drizzle/schema'
import type { AppStatus } from '../../shared/domain/app-status'
import type { Database } from '../db/database'
import type { Clock, Log } from '../ports'

const UNAVAILABLE_ID = 'live-unavailable'
const UNAVAILABLE =
  'This Cin7 account cannot send live updates: its plan has no Automation module, or the keys may not use it. Stock is read by the usual syncs, and nothing needs to be done.'

const LEFT_ID = 'live-left'
const LEFT =
  'Cin7 did not answer in time, so some subscriptions of Shelfwatch are still there. Cin7 switches them off by itself after some tries; to be rid of them at once, delete those that lead to trycloudflare.com or to your tunnel’s host name in Cin7 itself.'

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  log: Log
  onAdded(id: string): void
}

/** What the user has to be told of live updates wherever they are: once for each connection that its account has no right to them. */
export class LiveNotices {
  readonly #deps: Deps
  readonly #shown = new Map<string, string>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  notices(): AppStatus['notices'] {
    return [...this.#shown].map(([id, message]) => ({ id, message }))
  }

  dismiss(id: string): void {
    this.#shown.delete(id)
  }

  sayUnavailable(connectionId: string): void {
    const { clock } = this.#deps
    if (this.#toldAt(connectionId) !== null) return
    this.#note(connectionId, clock.now())
    this.#show(UNAVAILABLE_ID, UNAVAILABLE)
  }

  /** Of an account that was disconnected. */
  sayLeft(): void {
    this.#show(LEFT_ID, LEFT)
  }

  /** It has the right now. If that is lost again, it is said again. */
  takeBack(connectionId: string): void {
    if (this.#toldAt(connectionId) === null) return
    this.#note(connectionId, null)
    this.#shown.delete(UNAVAILABLE_ID)
  }

  #show(id: string, message: string): void {
    this.#shown.set(id, message)
    this.#deps.onAdded(id)
  }

  #toldAt(connectionId: string): number | null {
    const { orm } = this.#deps.db
    const row = orm.select().from(liveFeeds).where(eq(liveFeeds.connectionId, connectionId)).get()
    return row?.toldUnavailableAt ?? null
  }

  #note(connectionId: string, toldUnavailableAt: number | null): void {
    const { db, log } = this.#deps
    const told = { toldUnavailableAt }
    try {
      db.write(() =>
        db.orm
          .insert(liveFeeds)
          .values({ connectionId, ...told })
          .onConflictDoUpdate({ target: liveFeeds.connectionId, set: told })
          .run(),
      )
    } catch (error) {
      log.warn('not noted whether live updates are available', { error })
    }
  }
}
