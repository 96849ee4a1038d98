import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'
import { startApp } from '../app'
import type { Log } from '../ports'
import { FakeClock } from './fake-clock'
import { LoopbackTunnel } from './loopback-tunnel'
import { MemoryKeychain } from './memory-keychain'
import { nodeRandom, silentLog } from './node-ports'
import { RecordingNotifier } from './recording-notifier'
import { shippedMigrations } from './test-database'

export interface SyncChildOptions {
  dataDir: string
  cin7Url: string
  connectionId: string
  /** Epoch ms. */
  now: number
  keychain: [string, string][]
  /** Of the files that the program may open, none is left when it first syncs; once it has noticed, it may have so many. */
  files: { limit: number; most: number } | null
}

/** A program that syncs again and again until it is killed. Says what the app logs, with the page it is about. */
async function main({
  dataDir,
  cin7Url,
  connectionId,
  now,
  keychain,
  files,
}: SyncChildOptions): Promise<void> {
  const taken: number[] = []
  const log: Log = {
    ...silentLog,
    info(message, { resource = '', pagesDone = '' } = {}) {
      process.stdout.write(`${message} ${resource} ${pagesDone}\n`)
      if (message === 'no network' && files)
        for (const file of taken.splice(files.limit - files.most)) closeSync(file)
    },
    child: () => log,
  }
  const clock = new FakeClock({ now, passUpToMs: 5 * 60_000 })
  const entries = new MemoryKeychain()
  for (const [name, value] of keychain) entries.entries.set(name, value)
  const app = await startApp(
    {
      chooseFile: async () => null,
      confirm: async () => false,
      notifier: new RecordingNotifier(),
      clock,
      createTunnel: new LoopbackTunnel().create,
      fetch: clock.tracking((url, init) => fetch(url, init)),
      keychain: entries,
      random: nodeRandom,
      log,
    },
    {
      dataDir,
      migrationsDir: shippedMigrations,
      config: { dataDir: null, cin7Url, cloudflaredPath: null, devServerUrl: null },
      version: '0.0.0-test',
      userName: 'Sam',
    },
  )
  if (files) takeAllFiles(taken)
  const sync = () => app.dispatch('sync.start', { connectionId, kind: 'full' })
  app.events.subscribe(({ name }) => {
    if (name === 'sync.finished') void sync()
  })
  await sync()
}

function takeAllFiles(taken: number[]): void {
  try {
    for (;;) taken.push(openSync(devNull, 'r'))
  } catch (error) {
    if (!/EMFILE/.test(String(error))) throw error
  }
}

await main(JSON.parse(process.argv[2] ?? '') as SyncChildOptions)
