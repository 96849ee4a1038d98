import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { locations } from '../../drizzle/schema'
import type { Database } from '../db/database'
import { openTestDatabase } from '../testing/test-database'
import { type ConnectionRow, ConnectionStore } from './connection-store'

describe('ConnectionStore', () => {
  let db: Database
  let store: ConnectionStore

  beforeEach(() => {
    db = openTestDatabase()
    store = new ConnectionStore({ db })
  })

  afterEach(() => db.close())

  it('gives back what was stored, oldest first', () => {
    store.insert(aConnection({ id: 'b', createdAt: 2, sealedAccountId: Buffer.of(1, 2, 3) }))
    store.insert(aConnection({ id: 'a', createdAt: 1 }))
    expect(store.list().map((row) => row.id)).toEqual(['a', 'b'])
    expect(store.get('b')?.sealedAccountId).toEqual(Buffer.of(1, 2, 3))
    expect(store.get('c')).toBeNull()
  })

  it('changes only what is named, in one row', () => {
    store.insert(aConnection({ id: 'a' }))
    store.insert(aConnection({ id: 'b' }))
    store.update('a', { state: 'keys_rejected' })
    expect(store.get('a')).toEqual(aConnection({ id: 'a', state: 'keys_rejected' }))
    expect(store.get('b')).toEqual(aConnection({ id: 'b' }))
  })

  it('removes a connection with what belongs to it', () => {
    store.insert(aConnection({ id: 'a' }))
    store.insert(aConnection({ id: 'b' }))
    for (const connectionId of ['a', 'b']) {
      const row = { connectionId, externalId: 'l', name: 'Main', isDefault: true, isDeprecated: false }
      db.write(() => db.orm.insert(locations).values(row).run())
    }
    store.remove('a')
    expect(store.list().map((row) => row.id)).toEqual(['b'])
    expect(
      db.orm
        .select()
        .from(locations)
        .all()
        .map((row) => row.connectionId),
    ).toEqual(['b'])
  })
})

function aConnection(change: Partial<ConnectionRow>): ConnectionRow {
  return {
    id: 'a',
    provider: 'cin7',
    source: 'account',
    companyName: 'Shop',
    currency: 'NZD',
    timeZone: '',
    apiUrl: '',
    keysHeldIn: 'keychain',
    sealedAccountId: null,
    sealedApplicationKey: null,
    state: 'active',
    verifiedAt: null,
    createdAt: 0,
    ...change,
  }
}
