import BetterSqlite3 from 'better-sqlite3'
import { vi } from 'vitest'

/**
 * Starts an app and answers with its connection to the store as well: what befalls a disk can be brought about on it
 * alone. Everything it does stays real.
 */
export async function withConnection<T>(start: () => Promise<T>): Promise<[T, BetterSqlite3.Database]> {
  const pragmas = vi.spyOn(BetterSqlite3.prototype, 'pragma')
  try {
    const started = await start()
    const connections = pragmas.mock.contexts as BetterSqlite3.Database[]
    const connection = connections.findLast(({ open }) => open)
    if (!connection) throw new Error('The store was not opened')
    return [started, connection]
  } finally {
    pragmas.mockRestore()
  }
}
