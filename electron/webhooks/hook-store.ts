import { and, eq } from 'drizzle-orm'
import { webhookHooks } from '../../drizzle/schema'
import type { LiveHook } from '../../shared/domain/live'
import type { Database } from '../db/database'
import type { Random } from '../ports'
import type { HookOutcome } from './provider-hooks'

export type HookRow = typeof webhookHooks.$inferSelect

/** 128 bits, so that nobody finds it by trying. */
const PATH_BYTES = 16

/** Our subscriptions as last seen. */
export class HookStore {
  readonly #db: Database
  readonly #random: Random

  constructor(deps: { db: Database; random: Random }) {
    this.#db = deps.db
    this.#random = deps.random
  }

  rows(connectionId: string): HookRow[] {
    return this.#db.orm
      .select()
      .from(webhookHooks)
      .where(eq(webhookHooks.connectionId, connectionId))
      .orderBy(webhookHooks.type)
      .all()
  }

  /** For the screen. */
  list(connectionId: string): LiveHook[] {
    return this.rows(connectionId).map(({ type, externalId, isActive, problem, checkedAt }) => ({
      type,
      externalId,
      isActive,
      problem,
      checkedAt,
    }))
  }

  /** A row for each of these types. `isBearerNew`: all get new paths, so that the provider is told both. */
  prepare(connectionId: string, types: readonly string[], isBearerNew: boolean): void {
    this.#db.write(() => {
      if (isBearerNew) {
        for (const { type } of this.rows(connectionId))
          this.#update(connectionId, type, { path: this.#newPath() })
      }
      for (const type of types) {
        this.#db.orm
          .insert(webhookHooks)
          .values({ connectionId, type, externalId: null, path: this.#newPath(), isActive: false })
          .onConflictDoNothing()
          .run()
      }
    })
  }

  note(connectionId: string, outcomes: readonly HookOutcome[], checkedAt: number): void {
    this.#db.write(() => {
      for (const { type, externalId, isActive, problem } of outcomes)
        this.#update(connectionId, type, { externalId, isActive, problem, checkedAt })
    })
  }

  /** Those of these types are deleted at the provider. */
  remove(connectionId: string, types: readonly string[]): void {
    this.#db.write(() => {
      for (const type of types) this.#db.orm.delete(webhookHooks).where(this.#one(connectionId, type)).run()
    })
  }

  #update(connectionId: string, type: string, change: Partial<HookRow>): void {
    this.#db.orm.update(webhookHooks).set(change).where(this.#one(connectionId, type)).run()
  }

  #one(connectionId: string, type: string) {
    return and(eq(webhookHooks.connectionId, connectionId), eq(webhookHooks.type, type))
  }

  #newPath(): string {
    return this.#random.bytes(PATH_BYTES).toString('hex')
  }
}
