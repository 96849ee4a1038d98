import { describe, expect, it } from 'vitest'
import { settings } from '../../drizzle/schema'
import { openTestDatabase } from '../testing/test-database'

describe('Database', () => {
  it('keeps nothing of a write that throws', () => {
    const db = openTestDatabase()
    expect(() =>
      db.write(() => {
        db.orm.insert(settings).values({ key: 'a', value: '1' }).run()
        throw new Error('half-way')
      }),
    ).toThrow('half-way')
    expect(db.orm.select().from(settings).all()).toEqual([])
  })
})
