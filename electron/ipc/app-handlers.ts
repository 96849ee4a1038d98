import type { HandlersOf } from '../../shared/ipc/contract'
import type { Database } from '../db/database'

export function appHandlers({ db, version }: { db: Database; version: string }): HandlersOf<'app'> {
  const dismissed = new Set<string>()
  return {
    'app.status': () => ({
      version,
      storage: db.status(),
      notices: db.notices.filter((notice) => !dismissed.has(notice.id)),
    }),
    'app.dismissNotice': ({ id }) => {
      dismissed.add(id)
      return null
    },
  }
}
