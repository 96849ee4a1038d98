import { AppError } from '../../shared/errors'
import { keyProblem } from '../../shared/key-problems'
import type { Cin7Credentials } from '../../shared/provider'
import type { MasterKeys } from '../crypto/master-key'
import { keyIdOf, open, type SealingKey, seal } from '../crypto/secret-box'
import { Secret } from '../lib/secret'
import type { Random } from '../ports'
import type { ConnectionRow } from './connection-store'

const NONCE_BYTES = 12

/** Stands for hidden characters, however many there are. */
export const DOTS = '••••••••'
const SHOWN_AT_START = 8
const SHOWN_AT_END = 4
/** At least as many characters stay hidden as are shown, so that the mask never gives away most of a value. */
const SHORTEST_SHOWN = 2 * (SHOWN_AT_START + SHOWN_AT_END)

export type SealedCredentials = Pick<ConnectionRow, 'sealedAccountId' | 'sealedApplicationKey'>
type SecretField = keyof SealedCredentials

/** Seals and opens the keys of connections, or keeps them in memory until the program ends. */
export class CredentialVault {
  readonly #deps: { keys: MasterKeys; random: Random }
  readonly #session = new Map<string, Secret<Cin7Credentials>>()

  constructor(deps: { keys: MasterKeys; random: Random }) {
    this.#deps = deps
  }

  /**
   * For credentials that the user has just entered. Returns what to store in the connection's row: nulls
   * for `session`. Rejects with `keychain_…` when they cannot be sealed; nothing is kept then.
   */
  async seal(
    connectionId: string,
    credentials: Cin7Credentials,
    keepIn: 'keychain' | 'session',
  ): Promise<SealedCredentials> {
    if (keepIn === 'session') {
      this.#session.set(connectionId, new Secret(credentials))
      return { sealedAccountId: null, sealedApplicationKey: null }
    }
    const key = await this.#deps.keys.forSealing()
    return {
      sealedAccountId: this.#seal(credentials.accountId, connectionId, 'sealedAccountId', key),
      sealedApplicationKey: this.#seal(credentials.applicationKey, connectionId, 'sealedApplicationKey', key),
    }
  }

  /** Rejects with `keychain_…`, `key_missing`, `key_wrong` or `secret_damaged`. What is stored stays as it is. */
  async open(row: ConnectionRow): Promise<Secret<Cin7Credentials>> {
    if (row.keysHeldIn === 'session') return this.#openSession(row.id)
    return new Secret({
      accountId: await this.#open(row, 'sealedAccountId'),
      applicationKey: await this.#open(row, 'sealedApplicationKey'),
    })
  }

  /** Drops what is kept in memory. The sealed columns go with the row. */
  forget(connectionId: string): void {
    this.#session.delete(connectionId)
  }

  /** Takes our keys out of the keychain. Only once no connection has sealed columns. */
  removeKeys(): Promise<void> {
    return this.#deps.keys.removeAll()
  }

  #seal(text: string, connectionId: string, field: SecretField, key: SealingKey): Buffer {
    return seal(text, place(connectionId, field), key, this.#deps.random.bytes(NONCE_BYTES))
  }

  #openSession(connectionId: string): Secret<Cin7Credentials> {
    const credentials = this.#session.get(connectionId)
    if (credentials) return credentials
    throw new AppError(
      'key_missing',
      'The keys were kept for one session only. Enter them again; products and history stay as they are.',
    )
  }

  async #open(row: ConnectionRow, field: SecretField): Promise<string> {
    const record = row[field]
    if (!record) throw keyProblem('key_missing')
    return open(record, place(row.id, field), await this.#deps.keys.forOpening(keyIdOf(record)))
  }
}

function place(rowId: string, field: SecretField) {
  return { table: 'connections', rowId, field }
}

/** The first eight characters, dots, and the last four; a short value is dots alone. */
export function mask(value: string): string {
  if (value.length < SHORTEST_SHOWN) return DOTS
  return `${value.slice(0, SHOWN_AT_START)}${DOTS}${value.slice(-SHOWN_AT_END)}`
}
