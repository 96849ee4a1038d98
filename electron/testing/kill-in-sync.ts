import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored, readStore } from './expect-shop'
import { seededRandom } from './node-ports'
import { changeAll, smallShop } from './small-shop'
import type { SyncChildOptions } from './sync-child'
import { createTestApp } from './test-app'

const child = fileURLToPath(new URL('./sync-child.ts', import.meta.url))

/** More than one sync logs, so that kills meet every part of one. */
const MOST_LINES = 60

/** Kills the app so many times in the middle of a sync, each time somewhere else, and syncs after each. */
export async function killInSync(times: number): Promise<void> {
  const random = seededRandom(times)
  const app = await createTestApp({
    simulator: { shop: smallShop({ products: 9, locations: 2 }), pageCap: 4 },
  })
  try {
    await app.call('settings.set', { syncAutomatically: false })
    const { connectionId } = await app.connect()
    for (let kill = 1; kill <= times; kill += 1) {
      changeAll(app.cin7, kill)
      await app.stop()
      const options: SyncChildOptions = {
        dataDir: app.dataDir,
        cin7Url: app.cin7.url,
        connectionId,
        now: app.clock.now(),
        keychain: [...app.keychain.entries],
      }
      const lines = await killAfter(1 + Math.floor(random.fraction() * MOST_LINES), options)
      expect(lines).toContain('sync started')
      expect(readStore(app, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok')

      await app.start()
      expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
      await expectShopStored(app, connectionId)
      expectNothingLeftBehind(app)
    }
    await expectHistoryInWords(app, connectionId)
    const cutShort = {
      connectionId,
      status: 'failed',
      trigger: null,
      kind: null,
      offset: 0,
      limit: 1,
    } as const
    expect((await app.call('sync.runs', cutShort)).total).toBeGreaterThan(times / 2)
  } finally {
    await app.close()
  }
}

/** Kills the program without warning once it has logged so many lines since its first sync began. */
async function killAfter(count: number, options: SyncChildOptions): Promise<string[]> {
  const words = ['--import', 'tsx', child, JSON.stringify(options)]
  const program = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(program, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: program.stdout })) {
    lines.push(line)
    const started = lines.indexOf('sync started')
    if (started >= 0 && lines.length - started > count) program.kill('SIGKILL')
  }
  const [, signal] = await exited
  expect(signal).toBe('SIGKILL')
  return lines
}
