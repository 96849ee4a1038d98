import type { ProviderId } from '../../shared/provider'
import type { Account, AskProvider, CallEnd, CheckCredentials } from '../connections/account'
import { assertNever } from '../lib/assert-never'
import type { Ports } from '../ports'
import type { ProviderRun } from '../sync/provider-run'
import type { ProviderHooks } from '../webhooks/provider-hooks'
import { createCin7, type Pace } from './cin7'

/** Calls in the last 60 s, and how many the app allows itself in that time now. */
export interface CallBudget {
  used: number
  limit: number
}

export interface Integrations extends ProviderHooks {
  checkCredentials: CheckCredentials
  ask: AskProvider
  /** Reads what the run's plan says and hands it to `run`. Rejects when the run cannot be completed. */
  sync(account: Account, run: ProviderRun): Promise<void>
  budget(provider: ProviderId, connectionId: string): CallBudget
}

/** The one place that names providers. */
export function createIntegrations(
  ports: Pick<Ports, 'clock' | 'fetch' | 'log' | 'random'>,
  cin7Pace: Pace,
  onCallEnd: (connectionId: string, end: CallEnd) => void,
): Integrations {
  const cin7 = createCin7({ ...ports, log: ports.log.child('cin7'), onCallEnd }, cin7Pace)
  const of = (provider: ProviderId) => {
    switch (provider) {
      case 'cin7':
        return cin7
      default:
        return assertNever(provider)
    }
  }
  return {
    checkCredentials: (account, signal) => of(account.provider).checkCredentials({ ...account, signal }),
    ask: (account, signal) => of(account.provider).ask({ ...account, signal }),
    sync: (account, run) => of(account.provider).sync({ ...account, run }),
    budget: (provider, connectionId) => of(provider).budget(connectionId),
    hookTypes: ({ provider }, wanted) => of(provider).hookTypes(wanted),
    ensureHooks: (account, wishes, signal) =>
      of(account.provider).ensureHooks({ ...account, signal }, wishes),
    removeHooks: (account, ids, signal) => of(account.provider).removeHooks({ ...account, signal }, ids),
    readDelivery: ({ provider }, type, body) => of(provider).readDelivery(type, body),
    productsOfSale: (account, sale, reading) =>
      of(account.provider).productsOfSale({ ...account, reading }, sale),
    productStock: (account, externalId, reading) =>
      of(account.provider).productStock({ ...account, reading }, externalId),
  }
}
