import type { ProviderId } from '../../shared/provider'
import type { Account, AskProvider, CallEnd, CheckCredentials } from '../connections/account'
import { assertNever } from '../lib/assert-never'
import type { Ports } from '../ports'
import type { ProviderRun } from '../sync/provider-run'
import { createCin7, type Pace } from './cin7'

/** Calls in the last 60 s, and how many the app allows itself in that time now. */
export interface CallBudget {
  used: number
  limit: number
}

export interface Integrations {
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
  return {
    checkCredentials(account, signal) {
      switch (account.provider) {
        case 'cin7':
          return cin7.checkCredentials({ ...account, signal })
        default:
          return assertNever(account.provider)
      }
    },
    ask(account, signal) {
      switch (account.provider) {
        case 'cin7':
          return cin7.ask({ ...account, signal })
        default:
          return assertNever(account.provider)
      }
    },
    sync(account, run) {
      switch (account.provider) {
        case 'cin7':
          return cin7.sync({ ...account, run })
        default:
          return assertNever(account.provider)
      }
    },
    budget(provider, connectionId) {
      switch (provider) {
        case 'cin7':
          return cin7.budget(connectionId)
        default:
          return assertNever(provider)
      }
    },
  }
}
