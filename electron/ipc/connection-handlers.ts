import type { HandlersOf } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'

export function connectionHandlers(connections: Connections): HandlersOf<'connections'> {
  return {
    'connections.list': () => connections.list(),
    'connections.connect': (input) => connections.connect(input),
    'connections.connectSample': () => connections.connectSample(),
    'connections.verify': ({ connectionId }) => connections.verify(connectionId),
    'connections.replaceKeys': (input) => connections.replaceKeys(input),
    'connections.unlock': ({ connectionId }) => connections.unlock(connectionId),
    'connections.disconnect': async ({ connectionId }) => {
      await connections.disconnect(connectionId)
      return null
    },
  }
}
