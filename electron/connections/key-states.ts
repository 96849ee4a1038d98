import type { Connection } from '../../shared/domain/connection'
import { isAppError } from '../../shared/errors'
import type { Cin7Credentials } from '../../shared/provider'
import type { Secret } from '../lib/secret'
import type { ConnectionRow } from './connection-store'
import { type CredentialVault, DOTS, mask } from './credential-vault'

type KeyState = Pick<Connection, 'accountIdMasked' | 'applicationKeyMasked' | 'problem'>

const UNREAD: KeyState = { accountIdMasked: DOTS, applicationKeyMasked: DOTS, problem: null }

const REJECTED: Connection['problem'] = {
  code: 'credentials_rejected',
  message: 'Cin7 no longer accepts the stored keys. Replace the keys under Settings, Connection.',
}

/** What the screen may know of each connection's keys in this run of the program: a mask, or why there is none. */
export class KeyStates {
  readonly #deps: { vault: CredentialVault; onChanged(connectionId: string): void }
  readonly #states = new Map<string, KeyState>()

  constructor(deps: { vault: CredentialVault; onChanged(connectionId: string): void }) {
    this.#deps = deps
  }

  /** Asks the keychain. A failure it can explain is the connection's problem until the keys could be opened. */
  async open(row: ConnectionRow): Promise<Secret<Cin7Credentials>> {
    try {
      const credentials = await this.#deps.vault.open(row)
      this.set(row.id, credentials.reveal())
      return credentials
    } catch (error) {
      if (isAppError(error)) {
        this.#put(row.id, { ...UNREAD, problem: { code: error.code, message: error.message } })
      }
      throw error
    }
  }

  set(connectionId: string, { accountId, applicationKey }: Cin7Credentials): void {
    this.#put(connectionId, {
      accountIdMasked: mask(accountId),
      applicationKeyMasked: mask(applicationKey),
      problem: null,
    })
  }

  forget(connectionId: string): void {
    this.#states.delete(connectionId)
  }

  #put(connectionId: string, state: KeyState): void {
    const known = this.#states.get(connectionId)
    this.#states.set(connectionId, state)
    if (JSON.stringify(known) !== JSON.stringify(state)) this.#deps.onChanged(connectionId)
  }

  /** A row as the screen sees it, without anything sealed. Until the keychain has answered, keys are dots. */
  describe(row: ConnectionRow): Connection {
    const { sealedAccountId, sealedApplicationKey, state, ...shown } = row
    const keys = this.#states.get(row.id) ?? UNREAD
    return { ...shown, ...keys, problem: state === 'keys_rejected' ? REJECTED : keys.problem }
  }
}
