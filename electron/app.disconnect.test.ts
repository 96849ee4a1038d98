import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatorCredentials } from './integrations/cin7/simulator'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const plan = { products: 120, locations: 3, seed: 11 }

describe('disconnecting an account', () => {
  let app: TestApp

  beforeEach(async () => {
    app = await createTestApp({ simulator: { plan, credentials: { ...simulatorCredentials } } })
  })

  afterEach(() => app.close())

  it('removes the keys and the copy of an account on disconnect, and can connect again', async () => {
    const { connectionId } = await app.connect()

    await app.call('connections.disconnect', { connectionId })

    await waitUntil(() => app.keychain.entries.size === 0)
    expect(await app.call('connections.list', {})).toEqual([])
    await expect(app.call('sync.start', { connectionId, kind: 'full' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await app.connect()).run.status).toBe('success')
  })

  it('shows the stock of an account that is connected again while the old copy is still being deleted', async () => {
    const { connectionId } = await app.connect()
    const before = (await app.stock(connectionId)).rows.map(({ sku, onHand, state }) => ({
      sku,
      onHand,
      state,
    }))
    await app.call('connections.disconnect', { connectionId })

    const again = await app.connect()

    const after = (await app.stock(again.connectionId)).rows
    expect(after.map(({ sku, onHand, state }) => ({ sku, onHand, state }))).toEqual(before)
  })

  it('seals with a new key while the keychain is still busy removing the old one', async () => {
    const { connectionId } = await app.connect()
    const remove = app.keychain.remove.bind(app.keychain)
    let finishRemoval = () => {}
    const removal = new Promise<void>((resolve) => {
      finishRemoval = resolve
    })
    app.keychain.remove = async (name) => {
      await removal
      await remove(name)
    }
    await app.call('connections.disconnect', { connectionId })
    const again = await app.connect()
    finishRemoval()
    await waitUntil(() => app.keychain.entries.size === 1)

    await app.restart()

    await app.call('connections.unlock', { connectionId: again.connectionId })
    expect((await app.call('connections.list', {}))[0]?.problem).toBeNull()
    expect((await app.sync(again.connectionId)).status).toBe('success')
  })

  it('leaves no backup of a removed account behind', async () => {
    const { connectionId } = await app.connect()
    const backups = join(app.dataDir, 'backups')
    await waitUntil(() => existsSync(backups) && readdirSync(backups).some((name) => name.endsWith('.db')))

    await app.call('connections.disconnect', { connectionId })

    await waitUntil(() => readdirSync(backups).length === 0)
    const database = readFileSync(join(app.dataDir, 'shelfwatch.db'))
    expect(database.includes(app.cin7.shop.products[0]?.sku ?? '')).toBe(false)
  })

  it('stays disconnected when a check of its keys was still under way', async () => {
    const { connectionId } = await app.connect()
    app.cin7.beforeAnswer(
      { path: 'product' },
      () => void app.call('connections.disconnect', { connectionId }),
    )

    await expect(app.call('connections.verify', { connectionId })).rejects.toMatchObject({
      code: 'not_found',
    })

    expect(await app.call('connections.list', {})).toEqual([])
    await expect(app.stock(connectionId)).rejects.toMatchObject({ code: 'not_found' })
  })
})
