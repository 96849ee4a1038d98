import type { HandlersOf } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'
import type { Database } from '../db/database'
import { countSince } from '../today/away-counts'
import type { Presence } from '../today/presence'

const nothing = { figuresChanged: 0, productsChanged: 0, becameLow: 0, recovered: 0 }

export function todayHandlers(deps: {
  db: Database
  connections: Connections
  presence: Presence
}): HandlersOf<'today'> {
  const { db, connections, presence } = deps
  return {
    async 'today.away'({ connectionId }) {
      const { id } = connections.get(connectionId)
      const { since } = presence
      return { since, ...(since === null ? nothing : await countSince(db, id, since)) }
    },
  }
}
