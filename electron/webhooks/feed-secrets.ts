import { eq } from 'drizzle-orm'
import { liveFeeds } from '../../drizzle/schema'
import { isAppError } from '../../shared/errors'
import type { ConnectionRow } from '../connections/connection-store'
import type { MasterKeys } from '../crypto/master-key'
import { keyIdOf, open, seal } from '../crypto/secret-box'
import type { Database } from '../db/database'
import { Secret } from '../lib/secret'
import type { Log, Random } from '../ports'

const NONCE_BYTES = 12
const BEARER_BYTES = 32

type Field = 'sealedBearer' | 'sealedTunnelToken'
type Owner = Pick<ConnectionRow, 'id' | 'keysHeldIn'>

interface Deps {
  db: Database
  keys: MasterKeys
  random: Random
  log: Pick<Log, 'hide'>
}

/** What a connection's deliveries prove themselves with, and the token of its tunnel: kept as its keys are. */
export class FeedSecrets {
  readonly #deps: Deps
  readonly #inMemory = new Map<string, Secret<string>>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Made on first use, and anew when the stored one cannot be opened for good: then `isNew`, and the subscriptions
   * have to be told. Rejects with `keychain_…`.
   */
  async bearer(owner: Owner): Promise<{ bearer: Secret<string>; isNew: boolean }> {
    const known = await this.#read(owner, 'sealedBearer')
    if (known) return { bearer: known, isNew: false }
    const text = this.#deps.random.bytes(BEARER_BYTES).toString('base64url')
    return { bearer: await this.#keep(owner, 'sealedBearer', text), isNew: true }
  }

  /** null: none is kept, or it is lost. Rejects with `keychain_…`. */
  tunnelToken(owner: Owner): Promise<Secret<string> | null> {
    return this.#read(owner, 'sealedTunnelToken')
  }

  /** Without asking the keychain. */
  hasTunnelToken({ id }: Owner): boolean {
    return (
      this.#inMemory.has(nameOf(id, 'sealedTunnelToken')) || this.#sealed(id, 'sealedTunnelToken') !== null
    )
  }

  /** null forgets it. Rejects with `keychain_…` when it cannot be kept; the one before stays then. */
  async setTunnelToken(owner: Owner, token: string | null): Promise<void> {
    if (token !== null) {
      await this.#keep(owner, 'sealedTunnelToken', token)
      return
    }
    this.#inMemory.delete(nameOf(owner.id, 'sealedTunnelToken'))
    this.#put(owner.id, 'sealedTunnelToken', null)
  }

  /** What is kept in memory. The sealed columns go with the connection. */
  forget(connectionId: string): void {
    for (const field of ['sealedBearer', 'sealedTunnelToken'] as const)
      this.#inMemory.delete(nameOf(connectionId, field))
  }

  async #read({ id }: Owner, field: Field): Promise<Secret<string> | null> {
    const name = nameOf(id, field)
    const known = this.#inMemory.get(name)
    if (known) return known
    const record = this.#sealed(id, field)
    if (!record) return null
    try {
      const key = await this.#deps.keys.forOpening(keyIdOf(record))
      return this.#remember(name, open(record, placeOf(id, field), key))
    } catch (error) {
      if (isAppError(error) && lost.has(error.code)) return null
      throw error
    }
  }

  async #keep({ id, keysHeldIn }: Owner, field: Field, text: string): Promise<Secret<string>> {
    if (keysHeldIn === 'keychain') {
      const { keys, random } = this.#deps
      const key = await keys.forSealing()
      this.#put(id, field, seal(text, placeOf(id, field), key, random.bytes(NONCE_BYTES)))
    }
    return this.#remember(nameOf(id, field), text)
  }

  #remember(name: string, text: string): Secret<string> {
    this.#deps.log.hide(text)
    const secret = new Secret(text)
    this.#inMemory.set(name, secret)
    return secret
  }

  #sealed(connectionId: string, field: Field): Buffer | null {
    const { orm } = this.#deps.db
    const row = orm.select().from(liveFeeds).where(eq(liveFeeds.connectionId, connectionId)).get()
    return row?.[field] ?? null
  }

  #put(connectionId: string, field: Field, record: Buffer | null): void {
    const { db } = this.#deps
    const change = { [field]: record }
    db.write(() =>
      db.orm
        .insert(liveFeeds)
        .values({ connectionId, ...change })
        .onConflictDoUpdate({ target: liveFeeds.connectionId, set: change })
        .run(),
    )
  }
}

/** The key or the record is gone for good; what it held can be made or entered anew. */
const lost: ReadonlySet<string> = new Set(['key_missing', 'key_wrong', 'secret_damaged'])

function nameOf(connectionId: string, field: Field): string {
  return `${connectionId} ${field}`
}

function placeOf(rowId: string, field: Field) {
  return { table: 'live_feeds', rowId, field }
}
