import { startApp } from '../app'
import { FakeClock } from './fake-clock'
import { LoopbackTunnel } from './loopback-tunnel'
import { MemoryKeychain } from './memory-keychain'
import { nodeRandom, silentLog } from './node-ports'
import { RecordingNotifier } from './recording-notifier'
import { shippedMigrations } from './test-database'

export interface LiveChildOptions {
  dataDir: string
  cin7Url: string
  /** Epoch ms. */
  now: number
  keychain: [string, string][]
}

/** A program that takes deliveries until it is killed. Says the port of its listener as soon as it is subscribed. */
async function main({ dataDir, cin7Url, now, keychain }: LiveChildOptions): Promise<void> {
  const clock = new FakeClock({ now, passUpToMs: 60_000 })
  const entries = new MemoryKeychain()
  for (const [name, value] of keychain) entries.entries.set(name, value)
  const tunnel = new LoopbackTunnel()
  const app = await startApp(
    {
      chooseFile: async () => null,
      confirm: async () => true,
      notifier: new RecordingNotifier(),
      clock,
      createTunnel: tunnel.create,
      fetch: clock.tracking(tunnel.leading((url, init) => fetch(url, init))),
      keychain: entries,
      random: nodeRandom,
      log: silentLog,
    },
    {
      dataDir,
      migrationsDir: shippedMigrations,
      config: { dataDir: null, cin7Url, cloudflaredPath: process.execPath, devServerUrl: null },
      version: '0.0.0-test',
      userName: 'Sam',
    },
  )
  // The first run after everything is registered reads what was missed.
  app.events.subscribe(({ name, payload }) => {
    if (name === 'sync.finished' && payload.trigger === 'webhook-gap')
      process.stdout.write(`${tunnel.wish?.port}\n`)
  })
}

await main(JSON.parse(process.argv[2] ?? '') as LiveChildOptions)
