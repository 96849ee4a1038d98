import { expect, it } from 'vitest'
import { expectNothingLeftBehind, expectShopStored } from './testing/expect-shop'
import { changeAll, smallShop } from './testing/small-shop'
import { syncInChild } from './testing/sync-in-child'
import { createTestApp } from './testing/test-app'

it('waits like for a network while all of its 64 files are taken, and syncs once some are free', async () => {
  const app = await createTestApp({
    simulator: { shop: smallShop({ products: 9, locations: 2 }), pageCap: 4 },
  })
  try {
    await app.call('settings.set', { syncAutomatically: false })
    const { connectionId } = await app.connect()
    changeAll(app.cin7, 7)
    await app.stop()

    const isOver = (lines: string[]) => lines.some((line) => line.startsWith('sync finished'))
    const lines = await syncInChild(app, { connectionId, mostFiles: 64, isOver })

    expect(lines.findIndex((line) => line.startsWith('no network'))).toBeGreaterThan(-1)
    await app.start()
    await expectShopStored(app, connectionId)
    expect((await app.sync(connectionId)).changes).toBe(0)
    expectNothingLeftBehind(app)
  } finally {
    await app.close()
  }
})
