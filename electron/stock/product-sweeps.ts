import { eq } from 'drizzle-orm'
import { productSweeps } from '../../drizzle/schema'
import type { Database } from '../db/database'
import { IdSet } from '../lib/id-set'
import type { ListPosition } from './stock-sweep'

/** A product list that is not read to its end. */
export interface ProductSweep {
  /** Epoch ms by the provider's clock: what changed since may be missing on the pages that were read. */
  startedAt: number
  /** Rows asked for at once: what the pages go by. */
  pageSize: number
  position: ListPosition
  /** Every row so far could be used. */
  isWhole: boolean
  /** Ids of the products that were named so far. */
  seen: IdSet
}

/** How far a connection's product list was read, so that a later run can go on there. */
export class ProductSweeps {
  readonly #db: Database
  readonly #connectionId: string

  constructor(db: Database, connectionId: string) {
    this.#db = db
    this.#connectionId = connectionId
  }

  /** null: there is none of such pages whose newest one was stored after that time, epoch ms. */
  find(storedAfter: number, pageSize: number): ProductSweep | null {
    const row = this.#db.orm.select().from(productSweeps).where(this.#own).get()
    if (row?.pageSize !== pageSize || row.storedAt < storedAfter) return null
    const { startedAt, isWhole, seen, nextPage, total, received, largestPage } = row
    const position = { nextPage, total, received, largestPage }
    return { startedAt, pageSize, position, isWhole, seen: IdSet.fromBytes(seen) }
  }

  keep({ seen, position, ...sweep }: ProductSweep, storedAt: number): void {
    const row = { ...sweep, ...position, storedAt, seen: Buffer.from(seen.toBytes()) }
    this.#db.write(() =>
      this.#db.orm
        .insert(productSweeps)
        .values({ connectionId: this.#connectionId, ...row })
        .onConflictDoUpdate({ target: productSweeps.connectionId, set: row })
        .run(),
    )
  }

  forget(): void {
    this.#db.write(() => this.#db.orm.delete(productSweeps).where(this.#own).run())
  }

  get #own() {
    return eq(productSweeps.connectionId, this.#connectionId)
  }
}
