import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import type { Database } from '../db/database'
import { storeConnection } from '../testing/factories'
import { FakeClock } from '../testing/fake-clock'
import { openTestDatabase } from '../testing/test-database'
import { DeliveryStore } from './delivery-store'
import type { Received } from './receiver'
import { WebhookInbox } from './webhook-inbox'

let folder: string
let db: Database
let store: DeliveryStore
let inbox: WebhookInbox
let connectionId: string
/** Sizes of the groups that were written. */
let groups: number[]
let timesStored: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inbox-'))
  const clock = new FakeClock()
  db = openTestDatabase({ file: join(folder, 'test.db'), clock })
  connectionId = storeConnection(db)
  store = new DeliveryStore({ db, clock })
  groups = []
  timesStored = 0
  const insert = (group: readonly Received[]) => {
    groups.push(group.length)
    return store.insert(group)
  }
  inbox = new WebhookInbox({ clock, store: { insert }, onStored: () => (timesStored += 1) })
})

afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const accept = (body: string) =>
  inbox.accept({ connectionId, type: 'Sale/Created', body: Buffer.from(body), unusable: null })
const acceptMany = (count: number, bodyOf: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => accept(bodyOf(n)))
const stored = () => store.pending(connectionId, 10_000).length

describe('WebhookInbox', () => {
  it('has stored a delivery when it resolves', async () => {
    await accept('[1]')
    expect(stored()).toBe(1)
  })

  it('writes what came together together, and tells once', async () => {
    await Promise.all(acceptMany(150, (n) => `[${n}]`))
    expect([groups, timesStored, stored()]).toEqual([[150], 1, 150])
  })

  it('writes many or long ones in several steps', async () => {
    await Promise.all(acceptMany(450, (n) => `[${n}]`))
    expect(groups).toEqual([200, 200, 50])
    groups = []
    await Promise.all(acceptMany(10, (n) => `["${n}${'x'.repeat(250 * 1024)}"]`))
    expect(groups).toEqual([4, 4, 2])
    expect(stored()).toBe(460)
  })

  it('rejects all of a group that could not be stored, and stores the next', async () => {
    db.sqlite.pragma(`max_page_count = ${db.sqlite.pragma('page_count', { simple: true })}`)
    const outcomes = await Promise.allSettled(acceptMany(20, (n) => `["${n}${'x'.repeat(10_000)}"]`))
    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'storage_full' }) }
    expect(outcomes).toEqual(Array(20).fill(refused))
    expect([stored(), timesStored]).toEqual([0, 0])

    db.sqlite.pragma('max_page_count = 1000000')
    await accept('[1]')
    expect(stored()).toBe(1)
  })

  it('finishes what waits when it is stopped, and accepts nothing more', async () => {
    const waiting = acceptMany(300, (n) => `[${n}]`)
    inbox.stop()
    expect(stored()).toBe(300)
    await Promise.all(waiting)
    await expect(accept('[late]')).rejects.toBeInstanceOf(AppError)
    expect(stored()).toBe(300)
  })
})
