import { AppError } from '../../shared/errors'
import type { Cin7Credentials } from '../../shared/provider'
import { Secret } from '../lib/secret'
import type { SampleService } from '../ports'
import type { Account, AccountFacts, AskProvider, CheckCredentials } from './account'
import type { ConnectionRow } from './connection-store'
import type { KeyStates } from './key-states'

interface Deps {
  keys: KeyStates
  sample: SampleService
  checkCredentials: CheckCredentials
  ask: AskProvider
}

/** From a stored connection to the account it stands for, with its keys in the clear. */
export class Accounts {
  readonly #deps: Deps
  readonly #stopping = new AbortController()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Rejects with the reason when the keys cannot be read. */
  async of(row: ConnectionRow): Promise<Account> {
    const { id: connectionId, provider, apiUrl } = row
    if (row.source === 'sample') return this.sample(connectionId)
    return { connectionId, provider, apiUrl, credentials: await this.#deps.keys.open(row) }
  }

  async sample(connectionId: string): Promise<Account> {
    const { apiUrl, ...credentials } = await this.#deps.sample.start()
    return { connectionId, provider: 'cin7', apiUrl, credentials: new Secret(credentials) }
  }

  check(account: Account): Promise<AccountFacts> {
    return this.#deps.checkCredentials(account, this.#stopping.signal)
  }

  ask(account: Account): Promise<void> {
    return this.#deps.ask(account, this.#stopping.signal)
  }

  /** The account ID tells; where the stored one cannot be read, the company's name has to do. */
  async isSame(row: ConnectionRow, entered: Cin7Credentials, facts: AccountFacts): Promise<boolean> {
    const stored = await this.#deps.keys.open(row).catch(() => null)
    if (!stored) return facts.companyName === row.companyName
    return stored.reveal().accountId.toLowerCase() === entered.accountId.toLowerCase()
  }

  /** Ends checks under way. */
  stop(): void {
    this.#stopping.abort(new AppError('cancelled', 'Shelfwatch is closing.'))
  }
}
