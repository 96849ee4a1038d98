import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSync, syncToEnd } from './sync-once-run'
import { noNetwork } from './testing/node-ports'
import { createTestApp, type TestApp } from './testing/test-app'

const HOUR_MS = 60 * 60_000

describe('a single sync', () => {
  let app: TestApp

  beforeEach(async () => {
    app = await createTestApp({ simulator: { plan: { products: 40, locations: 2, seed: 5 } } })
  })

  afterEach(() => app.close())

  it('reads everything, or what changed', async () => {
    await app.connect()
    await app.restart({ isForOneSync: true })
    expect(await syncToEnd(app.app, 'full')).toMatchObject({ kind: 'full', status: 'success', products: 40 })
    expect(await syncToEnd(app.app, 'quick')).toMatchObject({ kind: 'quick', status: 'success' })
  })

  it('has its backup made before it is over', async () => {
    await app.connect()
    await app.restart({ isForOneSync: true })
    await app.clock.advance(25 * HOUR_MS)
    const backups = () => readdir(join(app.dataDir, 'backups')).then((names) => names.length)
    const before = await backups()
    await syncToEnd(app.app, 'full')
    expect(await backups()).toBe(before + 1)
  })

  it('is the only one, however long the program runs', async () => {
    await app.connect()
    await app.restart({ isForOneSync: true })
    await syncToEnd(app.app, 'full')
    app.events.length = 0
    await app.clock.advance(5 * HOUR_MS)
    expect(app.events.filter(({ name }) => name === 'sync.started')).toEqual([])
  })

  it('gives up after two minutes without a network', async () => {
    await app.connect()
    await app.restart({ isForOneSync: true })
    app.fetchThrough(noNetwork)
    const startedAt = app.clock.monotonic()
    const run = await syncToEnd(app.app, 'full')
    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'offline' }] })
    expect(app.clock.monotonic() - startedAt).toBeLessThan(5 * 60_000)
  })

  it('says what to do when no account is connected', async () => {
    await expect(startSync(app.app, 'full')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/connect one/),
    })
  })
})
