import type { Connection } from '../../shared/domain/connection'
import { AppError, isAppError } from '../../shared/errors'
import type { ParsedInput } from '../../shared/ipc/contract'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import { inBackground } from '../lib/in-background'
import { Secret } from '../lib/secret'
import type { Clock, Log, Random, SampleService } from '../ports'
import type { Account, AccountFacts, AskProvider, CheckCredentials } from './account'
import { Accounts } from './accounts'
import type { ConnectionRow, ConnectionStore } from './connection-store'
import type { CredentialVault } from './credential-vault'
import { KeyStates } from './key-states'

interface Deps {
  clock: Clock
  random: Random
  log: Log
  store: ConnectionStore
  vault: CredentialVault
  sample: SampleService
  checkCredentials: CheckCredentials
  ask: AskProvider
  /** The address used when the form names none. */
  defaultApiUrl: string
  parseApiUrl(text: string): string
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
  onConnected(connectionId: string): void
  stopSync(connectionId: string): Promise<void>
  /** While the keys are still there: takes away what the app has set up at the provider. Never rejects, and does not wait for long. */
  leave(connection: ConnectionRow): Promise<void>
  /** After the last connection was removed: what deleted rows leave behind on the disk, and backups. */
  eraseTraces(): void
  /** Stops what uses the connection, then deletes its data in small steps. */
  removeData(connectionId: string): Promise<void>
}

type ConnectInput = ParsedInput<'connections.connect'>
type ReplaceInput = ParsedInput<'connections.replaceKeys'>

type NewConnection = { facts: AccountFacts } & Pick<
  ConnectionRow,
  'apiUrl' | 'source' | 'keysHeldIn' | 'sealedAccountId' | 'sealedApplicationKey'
>

/** Connect, replace keys, disconnect. Keys come in here and leave only towards the provider. */
export class Connections {
  readonly #deps: Deps
  readonly #keys: KeyStates
  readonly #accounts: Accounts
  #isConnecting = false

  constructor(deps: Deps) {
    this.#deps = deps
    this.#keys = new KeyStates({ ...deps, onChanged: (connectionId) => this.#changed(connectionId) })
    this.#accounts = new Accounts({ ...deps, keys: this.#keys })
  }

  /** Reads the keys of every connection in the background, and goes on with removals that were cut short. */
  start(): void {
    const { store, log } = this.#deps
    for (const row of store.list()) {
      if (row.state === 'removing') inBackground(log, 'removing a connection', this.#remove(row.id))
      else inBackground(log, 'reading keys', this.#readKeys(row))
    }
  }

  stop(): void {
    this.#accounts.stop()
  }

  /** Never waits for the keychain: until it has answered, keys are shown as dots. */
  list(): Connection[] {
    return this.#deps.store
      .list()
      .filter((row) => row.state !== 'removing')
      .map((row) => this.#keys.describe(row))
  }

  /** Throws `not_found`. */
  get(connectionId: string): Connection {
    return this.#keys.describe(this.#row(connectionId))
  }

  async connect(input: ConnectInput): Promise<Connection> {
    const { apiUrl } = input
    return this.#connectOnce(async (id) => {
      const account: Account = {
        connectionId: id,
        provider: input.provider,
        apiUrl: apiUrl ? this.#deps.parseApiUrl(apiUrl) : this.#deps.defaultApiUrl,
        credentials: new Secret(input.credentials),
      }
      const facts = await this.#accounts.check(account)
      const sealed = await this.#deps.vault.seal(id, input.credentials, input.keepIn)
      return { facts, apiUrl: account.apiUrl, source: 'account', keysHeldIn: input.keepIn, ...sealed }
    })
  }

  /** A shop made up for trying the app. Needs neither keychain nor network. */
  async connectSample(): Promise<Connection> {
    return this.#connectOnce(async (id) => {
      const facts = await this.#accounts.check(await this.#accounts.sample(id))
      const nothingSealed = { sealedAccountId: null, sealedApplicationKey: null }
      return { facts, apiUrl: '', source: 'sample', keysHeldIn: 'sample', ...nothingSealed }
    })
  }

  /** One call, which tells whether the stored keys still work. Rejects when they do not, or when nobody answers. */
  async verify(connectionId: string): Promise<void> {
    await this.#accounts.ask(await this.account(connectionId)).catch((error: unknown) => {
      if (isAppError(error, 'credentials_rejected')) this.judgeKeys(connectionId, 'rejected')
      throw error
    })
    this.judgeKeys(connectionId, 'accepted')
  }

  /** The new keys must open the same account: its stored figures would be another company's otherwise. */
  async replaceKeys({ connectionId, credentials, keepIn }: ReplaceInput): Promise<Connection> {
    const row = this.#row(connectionId)
    if (row.source === 'sample') throw new AppError('invalid_input', 'Sample data has no keys to replace.')
    const account = {
      connectionId,
      provider: row.provider,
      apiUrl: row.apiUrl,
      credentials: new Secret(credentials),
    }
    const facts = await this.#accounts.check(account)
    if (!(await this.#accounts.isSame(row, credentials, facts))) {
      throw new AppError(
        'invalid_input',
        `These keys belong to ${facts.companyName}, not to ${row.companyName}. To change the account, disconnect first.`,
      )
    }
    const sealed = await this.#deps.vault.seal(connectionId, credentials, keepIn)
    // A run with the old keys must not judge the new ones.
    await this.#deps.stopSync(connectionId)
    this.#saveVerified(connectionId, facts, { ...sealed, keysHeldIn: keepIn })
    this.#keys.set(connectionId, credentials)
    return this.get(connectionId)
  }

  /** Asks the keychain again. */
  async unlock(connectionId: string): Promise<Connection> {
    await this.#readKeys(this.#row(connectionId))
    return this.get(connectionId)
  }

  /** Keys go at once; products, stock, their history and the sync history follow in the background. */
  async disconnect(connectionId: string): Promise<void> {
    const { store, vault, log, leave } = this.#deps
    await leave(this.#row(connectionId))
    store.update(connectionId, { state: 'removing', sealedAccountId: null, sealedApplicationKey: null })
    this.#keys.forget(connectionId)
    vault.forget(connectionId)
    this.#changed(connectionId)
    inBackground(log, 'removing a connection', this.#remove(connectionId))
    if (store.list().every((row) => row.sealedApplicationKey === null)) {
      inBackground(log, 'removing the key from the keychain', vault.removeKeys())
    }
  }

  /** What a request to the provider needs. Rejects with the reason when the keys cannot be read. */
  account(connectionId: string): Promise<Account> {
    return this.#accounts.of(this.#row(connectionId))
  }

  /** What the provider's answers say about the stored keys. Of no account once the connection is being removed. */
  judgeKeys(connectionId: string, verdict: 'accepted' | 'rejected'): void {
    const row = this.#deps.store.get(connectionId)
    if (!row || row.state === 'removing') return
    const isAccepted = verdict === 'accepted'
    const verified = isAccepted ? { verifiedAt: this.#deps.clock.now() } : {}
    this.#deps.store.update(connectionId, { state: isAccepted ? 'active' : 'keys_rejected', ...verified })
    if (isAccepted !== (row.state === 'active')) this.#changed(connectionId)
  }

  /** Two presses, or two windows of time, must not make two connections. */
  async #connectOnce(prepare: (id: string) => Promise<NewConnection>): Promise<Connection> {
    const { store, clock, random, vault, onConnected } = this.#deps
    if (this.#isConnecting) throw new AppError('invalid_input', 'Shelfwatch is connecting already.')
    if (this.list().length > 0) {
      throw new AppError(
        'invalid_input',
        'An account is connected already. To change it, disconnect it first.',
      )
    }
    this.#isConnecting = true
    const id = random.uuid()
    try {
      const { facts, ...columns } = await prepare(id)
      const now = clock.now()
      const { companyName, currency, timeZone } = facts
      store.insert({
        id,
        provider: 'cin7',
        companyName,
        currency,
        timeZone,
        state: 'active',
        verifiedAt: now,
        createdAt: now,
        ...columns,
      })
    } catch (error) {
      vault.forget(id)
      throw error
    } finally {
      this.#isConnecting = false
    }
    await this.#readKeys(this.#row(id))
    onConnected(id)
    return this.get(id)
  }

  /** Throws `not_found` when the connection was disconnected meanwhile. */
  #saveVerified(connectionId: string, facts: AccountFacts, change: Partial<ConnectionRow> = {}): void {
    const row = this.#row(connectionId)
    const { companyName, currency, timeZone } = facts
    const verifiedAt = this.#deps.clock.now()
    const verified = { companyName, currency, timeZone, state: 'active' as const, verifiedAt }
    this.#deps.store.update(connectionId, { ...verified, ...change })
    if (row.state !== 'active' || row.companyName !== companyName) this.#changed(connectionId)
  }

  /** What goes wrong is told by the connection itself. */
  async #readKeys(row: ConnectionRow): Promise<void> {
    if (row.source === 'sample') return
    await this.#keys.open(row).catch((error: unknown) => {
      if (!isAppError(error)) throw error
    })
  }

  async #remove(connectionId: string): Promise<void> {
    await this.#deps.removeData(connectionId)
    this.#deps.store.remove(connectionId)
    if (this.#deps.store.list().length === 0) this.#deps.eraseTraces()
  }

  #row(connectionId: string): ConnectionRow {
    const row = this.#deps.store.get(connectionId)
    if (!row || row.state === 'removing') {
      throw new AppError('not_found', 'This account is not connected any more.')
    }
    return row
  }

  #changed(connectionId: string): void {
    this.#deps.emit('connection.changed', { connectionId })
  }
}
