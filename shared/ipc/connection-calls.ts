import { z } from 'zod'
import { Connection } from '../domain/connection'
import { ConnectionHealth } from '../domain/health'
import { Cin7Credentials } from '../provider'

const connectionId = z.uuid()
/** `session`: keep the keys in memory only, for a computer without a usable keychain. */
const keepIn = z.enum(['keychain', 'session'])

export const connectionCalls = {
  'connections.list': { input: z.object({}), output: z.array(Connection) },
  /** `apiUrl` null means Cin7's own address (or the one of the test override). */
  'connections.connect': {
    input: z.object({
      provider: z.literal('cin7'),
      credentials: Cin7Credentials,
      apiUrl: z.string().trim().max(500).nullable(),
      keepIn,
    }),
    output: Connection,
  },
  'connections.connectSample': { input: z.object({}), output: Connection },
  'connections.health': { input: z.object({ connectionId }), output: ConnectionHealth },
  /**
   * Calls the provider to see whether it answers and takes the stored keys, unless that was done within the last 30 s.
   * A call that ends badly is part of the answer; an error means that none could be made.
   */
  'connections.verify': { input: z.object({ connectionId }), output: ConnectionHealth },
  'connections.replaceKeys': {
    input: z.object({ connectionId, credentials: Cin7Credentials, keepIn }),
    output: Connection,
  },
  /** Tries the keychain again after it was locked or did not answer. */
  'connections.unlock': { input: z.object({ connectionId }), output: Connection },
  'connections.disconnect': { input: z.object({ connectionId }), output: z.null() },
}
