import type { Destination } from '../../shared/domain/app-status'
import type { HandlersOf } from '../../shared/ipc/contract'
import type { NoticeCenter } from '../alerts/notice-center'
import type { Database } from '../db/database'
import type { LiveNotices } from '../webhooks/live-notices'

export function appHandlers(deps: {
  db: Database
  version: string
  notices: NoticeCenter
  liveNotices: LiveNotices
  takeDestination(): Destination | null
}): HandlersOf<'app'> {
  const { db, version, notices, liveNotices, takeDestination } = deps
  const dismissed = new Set<string>()
  return {
    'app.status': () => ({
      version,
      storage: db.status(),
      notices: [...db.notices, ...notices.notices(), ...liveNotices.notices()].filter(
        (notice) => !dismissed.has(notice.id),
      ),
    }),
    'app.dismissNotice': ({ id }) => {
      dismissed.add(id)
      notices.dismiss(id)
      liveNotices.dismiss(id)
      return null
    },
    'app.takeDestination': takeDestination,
  }
}
