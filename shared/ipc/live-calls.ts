import { z } from 'zod'
import { LiveStatus } from '../domain/live'

const connectionId = z.uuid()

/** Live updates: deliveries by webhook through a tunnel. */
export const liveCalls = {
  'live.status': { input: z.object({ connectionId }), output: LiveStatus },
  /** The token of a named tunnel, kept like the keys; null forgets it. `keychain_…` when it cannot be kept. */
  'live.setToken': {
    input: z.object({ connectionId, token: z.string().trim().min(1).max(4000).nullable() }),
    output: LiveStatus,
  },
  /** Looks at the subscriptions now and puts right what differs. Answers when that is done; the outcome is in the status. */
  'live.register': { input: z.object({ connectionId }), output: LiveStatus },
  /** Fetches the tunnel program into the profile, in the background. */
  'live.fetchProgram': { input: z.object({ connectionId }), output: LiveStatus },
  'live.cancelFetch': { input: z.object({ connectionId }), output: LiveStatus },
  /** Deliveries that were put aside are tried again. Answers how many. */
  'live.retryQuarantined': { input: z.object({ connectionId }), output: z.number().int() },
}
