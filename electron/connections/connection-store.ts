import { asc, eq } from 'drizzle-orm'
import { connections } from '../../drizzle/schema'
import type { Database } from '../db/database'

export type ConnectionRow = typeof connections.$inferSelect

/** Rows of `connections`. */
export class ConnectionStore {
  readonly #db: Database

  constructor(deps: { db: Database }) {
    this.#db = deps.db
  }

  /** Oldest first. */
  list(): ConnectionRow[] {
    return this.#db.orm.select().from(connections).orderBy(asc(connections.createdAt)).all()
  }

  get(id: string): ConnectionRow | null {
    return this.#db.orm.select().from(connections).where(eq(connections.id, id)).get() ?? null
  }

  insert(row: ConnectionRow): void {
    this.#db.write(() => this.#db.orm.insert(connections).values(row).run())
  }

  update(id: string, change: Partial<Omit<ConnectionRow, 'id'>>): void {
    this.#db.write(() => this.#db.orm.update(connections).set(change).where(eq(connections.id, id)).run())
  }

  /** With everything that still belongs to it. Slow while many rows do; delete those first, in steps. */
  remove(id: string): void {
    this.#db.write(() => this.#db.orm.delete(connections).where(eq(connections.id, id)).run())
  }
}
