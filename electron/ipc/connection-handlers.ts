import type { HandlersOf } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'
import type { Health } from '../connections/health'

export function connectionHandlers(deps: {
  connections: Connections
  health: Health
}): HandlersOf<'connections'> {
  const { connections, health } = deps
  return {
    'connections.list': () => connections.list(),
    'connections.connect': (input) => connections.connect(input),
    'connections.connectSample': () => connections.connectSample(),
    'connections.health': ({ connectionId }) => health.of(connections.get(connectionId).id),
    'connections.verify': async ({ connectionId }) => {
      await health.check(connections.get(connectionId).id)
      return health.of(connections.get(connectionId).id)
    },
    'connections.replaceKeys': (input) => connections.replaceKeys(input),
    'connections.unlock': ({ connectionId }) => connections.unlock(connectionId),
    'connections.disconnect': async ({ connectionId }) => {
      await connections.disconnect(connectionId)
      return null
    },
  }
}
