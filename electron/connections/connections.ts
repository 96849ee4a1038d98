import type { Connection } from '../../shared/domain/connection'
import { AppError, isAppError } from '../../shared/errors'
import type { ParsedInput } from '../../shared/ipc/contract'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import type { Cin7Credentials } from '../../shared/provider'
import { inBackground } from '../lib/in-background'
import { Secret } from '../lib/secret'
import type { Clock, Log, Random, SampleService } from '../ports'
import type { Account, AccountFacts, CheckCredentials } from './account'
import type { ConnectionRow, ConnectionStore } from './connection-store'
import { type CredentialVault, DOTS, mask } from './credential-vault'

interface Deps {
  clock: Clock
  random: Random
  log: Log
  store: ConnectionStore
  vault: CredentialVault
  sample: SampleService
  checkCredentials: CheckCredentials
  /** The address used when the form names none. */
  defaultApiUrl: string
  parseApiUrl(text: string): string
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
  onConnected(connectionId: string): void
  /** Stops what uses the connection, then deletes its data in small steps. */
  removeData(connectionId: string): Promise<void>
}

type ConnectInput = ParsedInput<'connections.connect'>
type ReplaceInput = ParsedInput<'connections.replaceKeys'>

/** What is known of a connection's keys in this run of the program. */
interface KeyState {
  accountIdMasked: string
  applicationKeyMasked: string
  problem: Connection['problem']
}

const UNREAD: KeyState = { accountIdMasked: DOTS, applicationKeyMasked: DOTS, problem: null }

const REJECTED: Connection['problem'] = {
  code: 'credentials_rejected',
  message: 'Cin7 no longer accepts the stored keys. Replace the keys under Settings, Connection.',
}

/** Connect, replace keys, disconnect. Keys come in here and leave only towards the provider. */
export class Connections {
  readonly #deps: Deps
  readonly #keys = new Map<string, KeyState>()
  readonly #stopping = new AbortController()
  #isConnecting = false

  constructor(deps: Deps) {
    this.#deps = deps
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
    this.#stopping.abort(new AppError('cancelled', 'Shelfwatch is closing.'))
  }

  /** Never waits for the keychain: until it has answered, keys are shown as dots. */
  list(): Connection[] {
    return this.#deps.store
      .list()
      .filter((row) => row.state !== 'removing')
      .map((row) => this.#describe(row))
  }

  /** Throws `not_found`. */
  get(connectionId: string): Connection {
    return this.#describe(this.#row(connectionId))
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
      const facts = await this.#check(account)
      const sealed = await this.#deps.vault.seal(id, input.credentials, input.keepIn)
      return {
        facts,
        apiUrl: account.apiUrl,
        source: 'account' as const,
        keysHeldIn: input.keepIn,
        ...sealed,
      }
    })
  }

  /** A shop made up for trying the app. Needs neither keychain nor network. */
  async connectSample(): Promise<Connection> {
    return this.#connectOnce(async (id) => {
      const facts = await this.#check(await this.#sampleAccount(id))
      const nothingSealed = { sealedAccountId: null, sealedApplicationKey: null }
      return { facts, apiUrl: '', source: 'sample' as const, keysHeldIn: 'sample' as const, ...nothingSealed }
    })
  }

  async verify(connectionId: string): Promise<{ connection: Connection; responseMs: number }> {
    const row = this.#row(connectionId)
    const facts = await this.#check(await this.account(connectionId)).catch((error: unknown) => {
      if (isAppError(error, 'credentials_rejected')) this.markRejected(connectionId)
      throw error
    })
    this.#saveVerified(row, facts)
    return { connection: this.#describe(this.#row(connectionId)), responseMs: facts.responseMs }
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
    const facts = await this.#check(account)
    if (!(await this.#isSameAccount(row, credentials, facts))) {
      throw new AppError(
        'invalid_input',
        `These keys belong to ${facts.companyName}, not to ${row.companyName}. To change the account, disconnect first.`,
      )
    }
    const sealed = await this.#deps.vault.seal(connectionId, credentials, keepIn)
    this.#deps.store.update(connectionId, { ...sealed, keysHeldIn: keepIn })
    this.#saveVerified(row, facts)
    this.#keys.set(connectionId, masked(credentials))
    this.#changed(connectionId)
    return this.#describe(this.#row(connectionId))
  }

  /** Asks the keychain again. */
  async unlock(connectionId: string): Promise<Connection> {
    await this.#readKeys(this.#row(connectionId))
    return this.#describe(this.#row(connectionId))
  }

  /** Keys go at once; products, stock, their history and the sync history follow in the background. */
  async disconnect(connectionId: string): Promise<void> {
    const { store, vault, log } = this.#deps
    this.#row(connectionId)
    store.update(connectionId, { state: 'removing', sealedAccountId: null, sealedApplicationKey: null })
    this.#keys.delete(connectionId)
    vault.forget(connectionId)
    this.#changed(connectionId)
    inBackground(log, 'removing a connection', this.#remove(connectionId))
    if (store.list().every((row) => row.sealedApplicationKey === null)) {
      inBackground(log, 'removing the key from the keychain', vault.removeKeys())
    }
  }

  /** What a request to the provider needs. Rejects with the reason when the keys cannot be read. */
  async account(connectionId: string): Promise<Account> {
    const row = this.#row(connectionId)
    if (row.source === 'sample') return this.#sampleAccount(connectionId)
    const credentials = await this.#deps.vault.open(row)
    return { connectionId, provider: row.provider, apiUrl: row.apiUrl, credentials }
  }

  /** After the provider refused the stored keys. */
  markRejected(connectionId: string): void {
    this.#deps.store.update(connectionId, { state: 'keys_rejected' })
    this.#changed(connectionId)
  }

  /** After the provider answered with the stored keys. */
  markAccepted(connectionId: string): void {
    const row = this.#row(connectionId)
    this.#deps.store.update(connectionId, { state: 'active', verifiedAt: this.#deps.clock.now() })
    if (row.state !== 'active') this.#changed(connectionId)
  }

  /** Two presses, or two windows of time, must not make two connections. */
  async #connectOnce(
    prepare: (
      id: string,
    ) => Promise<
      { facts: AccountFacts } & Pick<
        ConnectionRow,
        'apiUrl' | 'source' | 'keysHeldIn' | 'sealedAccountId' | 'sealedApplicationKey'
      >
    >,
  ): Promise<Connection> {
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
    const row = this.#row(id)
    await this.#readKeys(row)
    onConnected(id)
    return this.#describe(row)
  }

  async #sampleAccount(connectionId: string): Promise<Account> {
    const { apiUrl, ...credentials } = await this.#deps.sample.start()
    return { connectionId, provider: 'cin7', apiUrl, credentials: new Secret(credentials) }
  }

  #check(account: Account): Promise<AccountFacts> {
    return this.#deps.checkCredentials(account, this.#stopping.signal)
  }

  #saveVerified(row: ConnectionRow, { companyName, currency, timeZone }: AccountFacts): void {
    const verifiedAt = this.#deps.clock.now()
    this.#deps.store.update(row.id, { companyName, currency, timeZone, state: 'active', verifiedAt })
    if (row.state !== 'active') this.#changed(row.id)
  }

  /** The account ID tells; where the stored one cannot be read, the company's name has to do. */
  async #isSameAccount(row: ConnectionRow, entered: Cin7Credentials, facts: AccountFacts): Promise<boolean> {
    const stored = await this.#deps.vault.open(row).catch(() => null)
    if (!stored) return facts.companyName === row.companyName
    return stored.reveal().accountId.toLowerCase() === entered.accountId.toLowerCase()
  }

  async #readKeys(row: ConnectionRow): Promise<void> {
    this.#keys.set(row.id, await this.#keyState(row))
    this.#changed(row.id)
  }

  async #keyState(row: ConnectionRow): Promise<KeyState> {
    if (row.source === 'sample') return UNREAD
    try {
      return masked((await this.#deps.vault.open(row)).reveal())
    } catch (error) {
      if (!isAppError(error)) throw error
      return { ...UNREAD, problem: { code: error.code, message: error.message } }
    }
  }

  async #remove(connectionId: string): Promise<void> {
    await this.#deps.removeData(connectionId)
    this.#deps.store.remove(connectionId)
  }

  #row(connectionId: string): ConnectionRow {
    const row = this.#deps.store.get(connectionId)
    if (!row || row.state === 'removing') {
      throw new AppError('not_found', 'This account is not connected any more.')
    }
    return row
  }

  #describe(row: ConnectionRow): Connection {
    const { sealedAccountId, sealedApplicationKey, state, ...shown } = row
    const keys = this.#keys.get(row.id) ?? UNREAD
    return { ...shown, ...keys, problem: state === 'keys_rejected' ? REJECTED : keys.problem }
  }

  #changed(connectionId: string): void {
    this.#deps.emit('connection.changed', { connectionId })
  }
}

function masked({ accountId, applicationKey }: Cin7Credentials): KeyState {
  return { accountIdMasked: mask(accountId), applicationKeyMasked: mask(applicationKey), problem: null }
}
