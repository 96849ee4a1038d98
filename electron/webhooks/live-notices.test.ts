import { expect, it } from 'vitest'
import { storeConnection } from '../testing/factories'
import { silentLog } from '../testing/node-ports'
import { openTestDatabase } from '../testing/test-database'
import { LiveNotices } from './live-notices'

function setUp() {
  const db = openTestDatabase()
  const added: string[] = []
  const start = () =>
    new LiveNotices({ db, clock: { now: () => 5 }, log: silentLog, onAdded: (id) => added.push(id) })
  return { added, start, connectionId: storeConnection(db) }
}

it('says once that an account cannot send live updates, also after a restart', () => {
  const { added, start, connectionId } = setUp()
  const notice = start()
  notice.sayUnavailable(connectionId)
  expect(notice.notices()).toHaveLength(1)
  notice.sayUnavailable(connectionId)
  start().sayUnavailable(connectionId)
  expect(added).toHaveLength(1)
})

it('takes it back when the account can, and says it again when it no longer can', () => {
  const { added, start, connectionId } = setUp()
  const notice = start()
  notice.sayUnavailable(connectionId)
  notice.takeBack(connectionId)
  expect(notice.notices()).toEqual([])
  notice.sayUnavailable(connectionId)
  expect(notice.notices()).toHaveLength(1)
  expect(added).toHaveLength(2)
})
