import type { HandlersOf } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'
import type { ReorderPoints } from '../stock/reorder-points'

export function reorderHandlers(deps: {
  connections: Connections
  reorderPoints: ReorderPoints
}): HandlersOf<'reorder'> {
  const { connections, reorderPoints } = deps
  const known = (connectionId: string) => connections.get(connectionId).id
  return {
    'reorder.set': async (change) => {
      await reorderPoints.set({ ...change, connectionId: known(change.connectionId) })
      return null
    },
    'reorder.preview': (change) =>
      reorderPoints.preview({ ...change, connectionId: known(change.connectionId) }),
    'reorder.rules': ({ connectionId }) => reorderPoints.rules(known(connectionId)),
  }
}
