import type { Connection } from '../../shared/domain/connection'
import { isAppError } from '../../shared/errors'
import type { Cin7Credentials } from '../../shared/provider'
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
  readonly #vault: CredentialVault
  readonly #states = new Map<string, KeyState>()

  constructor(deps: { vault: CredentialVault }) {
    this.#vault = deps.vault
  }

  /** Asks the keychain; a failure it can explain becomes the connection's problem. */
  async read(row: ConnectionRow): Promise<void> {
    if (row.source === 'sample') return
    try {
      this.set(row.id, (await this.#vault.open(row)).reveal())
    } catch (error) {
      if (!isAppError(error)) throw error
      this.#states.set(row.id, { ...UNREAD, problem: { code: error.code, message: error.message } })
    }
  }

  set(connectionId: string, { accountId, applicationKey }: Cin7Credentials): void {
    this.#states.set(connectionId, {
      accountIdMasked: mask(accountId),
      applicationKeyMasked: mask(applicationKey),
      problem: null,
    })
  }

  forget(connectionId: string): void {
    this.#states.delete(connectionId)
  }

  /** A row as the screen sees it, without anything sealed. Until the keychain has answered, keys are dots. */
  describe(row: ConnectionRow): Connection {
    const { sealedAccountId, sealedApplicationKey, state, ...shown } = row
    const keys = this.#states.get(row.id) ?? UNREAD
    return { ...shown, ...keys, problem: state === 'keys_rejected' ? REJECTED : keys.problem }
  }
}
