import { eq } from 'drizzle-orm'
import { liveFeeds } from '../../drizzle/schema'
import type { AppStatus } from '../../shared/domain/app-status'
import type { Database } from '../db/database'
import type { Clock, Log } from '../ports'

const ID = 'live-unavailable'
const MESSAGE =
  'This Cin7 account cannot send live updates: its plan has no Automation module, or the keys may not use it. Stock is read by the usual syncs, and nothing needs to be done.'

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  log: Log
  onAdded(id: string): void
}

/** Says once for each connection that its account has no right to subscriptions. */
export class UnavailableNotice {
  readonly #deps: Deps
  #isShown = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  notices(): AppStatus['notices'] {
    return this.#isShown ? [{ id: ID, message: MESSAGE }] : []
  }

  dismiss(id: string): void {
    if (id === ID) this.#isShown = false
  }

  say(connectionId: string): void {
    const { clock, onAdded } = this.#deps
    if (this.#toldAt(connectionId) !== null) return
    this.#note(connectionId, clock.now())
    this.#isShown = true
    onAdded(ID)
  }

  /** It has the right now. If that is lost again, it is said again. */
  takeBack(connectionId: string): void {
    if (this.#toldAt(connectionId) === null) return
    this.#note(connectionId, null)
    this.#isShown = false
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
