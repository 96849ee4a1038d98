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
    const { db, clock, log, onAdded } = this.#deps
    const own = eq(liveFeeds.connectionId, connectionId)
    if (db.orm.select().from(liveFeeds).where(own).get()?.toldUnavailableAt) return
    const told = { toldUnavailableAt: clock.now() }
    try {
      db.write(() =>
        db.orm
          .insert(liveFeeds)
          .values({ connectionId, ...told })
          .onConflictDoUpdate({ target: liveFeeds.connectionId, set: told })
          .run(),
      )
    } catch (error) {
      log.warn('not noted that live updates are unavailable', { error })
    }
    this.#isShown = true
    onAdded(ID)
  }
}
