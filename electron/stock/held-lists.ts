import { and, eq } from 'drizzle-orm'
import { heldLists } from '../../drizzle/schema'
import type { HeldList } from '../../shared/domain/sync-run'
import type { Database } from '../db/database'
import { MOST_UNASKED } from './list-guard'

/** More than that of a list, and more than `MOST_UNASKED` rows, do not go at once. */
const MOST_UNASKED_SHARE = 0.05
/** Two short lists agree when they lack as many rows, but for sales in between. */
const AGREEING_SHARE = 0.02
const AGREEING_ROWS = 5

interface Reading {
  resource: HeldList['resource']
  /** Rows that the whole list named. */
  received: number
  /** Stored rows that it no longer names, of how many. */
  gone: number
  stored: number
}

/** Remembers lists that were suddenly too short to be believed. */
export class HeldLists {
  readonly #db: Database
  readonly #connectionId: string

  constructor(db: Database, connectionId: string) {
    this.#db = db
    this.#connectionId = connectionId
  }

  /** Those that wait for the user or for a list that agrees. */
  all(): HeldList[] {
    return this.#db.orm
      .select()
      .from(heldLists)
      .where(and(eq(heldLists.connectionId, this.#connectionId), eq(heldLists.isAccepted, false)))
      .all()
      .map(({ resource, gone, stored, heldAt }) => ({ resource, gone, stored, heldAt }))
  }

  /** The user says that the missing rows are gone: the next list that lacks them is believed. */
  accept(): void {
    this.#db.write(() =>
      this.#db.orm
        .update(heldLists)
        .set({ isAccepted: true })
        .where(eq(heldLists.connectionId, this.#connectionId))
        .run(),
    )
  }

  /**
   * Whether what a whole list no longer names may go. A list with many rows less, or with none, is held until the
   * next one lacks as many, or the user agrees; one with no rows at all, until the user does.
   */
  mayShrink(reading: Reading, at: number): boolean {
    const { resource, gone, stored } = reading
    return this.#db.write(() => {
      const held = this.#find(resource)
      if (!isSuspicious(reading) || (held && agrees(held, reading))) {
        if (held) this.#db.orm.delete(heldLists).where(this.#is(resource)).run()
        return true
      }
      const row = { gone, stored, heldAt: at, isAccepted: false }
      this.#db.orm
        .insert(heldLists)
        .values({ connectionId: this.#connectionId, resource, ...row })
        .onConflictDoUpdate({ target: [heldLists.connectionId, heldLists.resource], set: row })
        .run()
      return false
    })
  }

  #find(resource: HeldList['resource']) {
    return this.#db.orm.select().from(heldLists).where(this.#is(resource)).get()
  }

  #is(resource: HeldList['resource']) {
    return and(eq(heldLists.connectionId, this.#connectionId), eq(heldLists.resource, resource))
  }
}

function isSuspicious({ received, gone, stored }: Reading): boolean {
  if (gone <= MOST_UNASKED) return false
  return received === 0 || gone > stored * MOST_UNASKED_SHARE
}

function agrees(held: { gone: number; isAccepted: boolean }, { received, gone }: Reading): boolean {
  const most = held.gone + Math.max(AGREEING_ROWS, held.gone * AGREEING_SHARE)
  if (gone > most) return false
  if (held.isAccepted) return true
  return received > 0 && gone >= held.gone - Math.max(AGREEING_ROWS, held.gone * AGREEING_SHARE)
}
