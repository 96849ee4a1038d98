import { createContext, useContext } from 'react'
import type { Connection } from '../../shared/domain/connection'

export const ConnectionContext = createContext<Connection | null>(null)

/** The connected account. Only for views inside the frame, which exists only with a connection. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('No account is connected')
  return connection
}
