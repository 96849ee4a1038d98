import { createHmac, timingSafeEqual } from 'node:crypto'
import { desc, eq, sql } from 'drizzle-orm'
import { masterKeys } from '../../drizzle/schema'
import { isAppError } from '../../shared/errors'
import { keyProblem } from '../../shared/key-problems'
import type { Database } from '../db/database'
import type { Clock, Keychain, Log, Random } from '../ports'
import type { SealingKey } from './secret-box'

const KEY_BYTES = 32
const KEY_ID_BYTES = 8
/** A keychain that waits for a person to unlock it may take longer; the user can then try again. */
const TIMEOUT_MS = 10_000

interface Deps {
  db: Database
  keychain: Keychain
  clock: Clock
  random: Random
  log: Log
}

/**
 * The keys that seal secrets. Each is 32 random bytes in the keychain under its id; the database only
 * knows the ids and a check value. A key is read once and then kept in memory. A key is never
 * overwritten, and a new one is made only by `forSealing`, when the user has just typed what is to be sealed.
 */
export class MasterKeys {
  readonly #deps: Deps
  readonly #inMemory = new Map<string, SealingKey>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * The key with this id. Throws `key_missing` when the keychain does not hold it, `key_wrong` when it
   * holds something else, or what the keychain said. Changes nothing.
   */
  async forOpening(keyId: string): Promise<SealingKey> {
    const known = this.#inMemory.get(keyId)
    if (known) return known
    const row = this.#deps.db.orm.select().from(masterKeys).where(eq(masterKeys.keyId, keyId)).get()
    if (!row) throw keyProblem('key_missing')
    const text = await this.#inTime(this.#deps.keychain.read(keyId))
    if (text === null) throw keyProblem('key_missing')
    this.#deps.log.hide(text)
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.length !== KEY_BYTES || !timingSafeEqual(checkValue(bytes), row.checkValue)) {
      throw keyProblem('key_wrong')
    }
    const key = { id: keyId, bytes }
    this.#inMemory.set(keyId, key)
    return key
  }

  /**
   * The newest key, or a new one when there is none or when it is lost. Only for secrets that the user has
   * just entered: they replace what a lost key had sealed. A keychain that is locked, absent or silent is no
   * reason for a new key.
   */
  async forSealing(): Promise<SealingKey> {
    const { db, log } = this.#deps
    const newest = db.orm.select().from(masterKeys).orderBy(desc(sql`rowid`)).get()
    if (!newest) return this.#make()
    try {
      return await this.forOpening(newest.keyId)
    } catch (error) {
      if (!isAppError(error, 'key_missing') && !isAppError(error, 'key_wrong')) throw error
      log.warn('making a new key in place of a lost one', { code: error.code })
      return this.#make()
    }
  }

  /**
   * Once nothing sealed is left, so that no key of ours stays in the keychain. The keys are forgotten here at
   * once, before the keychain is asked: it may take its time, and nothing may be sealed with a key that is about to go.
   */
  async removeAll(): Promise<void> {
    const { db, keychain } = this.#deps
    const keys = db.orm.select().from(masterKeys).all()
    db.write(() => db.orm.delete(masterKeys).run())
    this.#inMemory.clear()
    for (const { keyId } of keys) await this.#inTime(keychain.remove(keyId))
  }

  /** Written, read back, and only then noted in the database. */
  async #make(): Promise<SealingKey> {
    const { db, keychain, clock, random } = this.#deps
    const key = { id: random.bytes(KEY_ID_BYTES).toString('hex'), bytes: random.bytes(KEY_BYTES) }
    const text = key.bytes.toString('base64url')
    this.#deps.log.hide(text)
    await this.#inTime(keychain.write(key.id, text))
    const readBack = await this.#inTime(keychain.read(key.id))
    if (readBack !== text) {
      throw keyProblem('keychain_missing', { cause: new Error('The keychain did not keep what was written') })
    }
    const row = { keyId: key.id, checkValue: checkValue(key.bytes), createdAt: clock.now() }
    db.write(() => db.orm.insert(masterKeys).values(row).run())
    this.#inMemory.set(key.id, key)
    return key
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const answered = new AbortController()
    const tooLate = this.#deps.clock.sleep(TIMEOUT_MS, answered.signal).then(() => {
      throw keyProblem('keychain_timed_out')
    })
    try {
      return await Promise.race([answer, tooLate])
    } finally {
      answered.abort()
    }
  }
}

/** Tells whether key bytes are the right ones without helping to find them. */
function checkValue(bytes: Buffer): Buffer {
  return createHmac('sha256', bytes).update('shelfwatch master key').digest()
}
