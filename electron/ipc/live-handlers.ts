import type { HandlersOf } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'
import type { LiveUpdates } from '../webhooks/live-updates'

export function liveHandlers(deps: { connections: Connections; live: LiveUpdates }): HandlersOf<'live'> {
  const { connections, live } = deps
  const status = (connectionId: string) => live.status(connections.get(connectionId).id)
  return {
    'live.status': ({ connectionId }) => status(connectionId),
    'live.setToken': async ({ connectionId, token }) => {
      await live.setToken(connections.get(connectionId).id, token)
      return status(connectionId)
    },
    'live.register': async ({ connectionId }) => {
      await live.register()
      return status(connectionId)
    },
    'live.fetchProgram': ({ connectionId }) => {
      live.fetchProgram()
      return status(connectionId)
    },
    'live.cancelFetch': async ({ connectionId }) => {
      await live.cancelFetch()
      return status(connectionId)
    },
    'live.retryQuarantined': ({ connectionId }) => live.retryQuarantined(connections.get(connectionId).id),
  }
}
