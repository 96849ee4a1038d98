import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { postToHook } from '../integrations/cin7/simulator/hook-post'
import { expectShopStored, readStore } from './expect-shop'
import { createLiveApp, type LiveApp, STOCK } from './live-app'
import type { LiveChildOptions } from './live-child'
import { seededRandom } from './node-ports'
import { changeAll } from './small-shop'
import type { TestApp } from './test-app'

const child = fileURLToPath(new URL('./live-child.ts', import.meta.url))
/** At the same time. */
const POSTS = 12
/** The kill comes after at most so many answers. */
const MOST_ANSWERS = 150
const TIMEOUT_MS = 10_000

/** Kills the app so many times while deliveries come in, each time somewhere else. Whatever was answered with 200 is used, once. */
export async function killInDeliveries(times: number): Promise<void> {
  const random = seededRandom(times)
  const live = await createLiveApp()
  const { app } = live
  try {
    await live.turnOn()
    await live.settles()
    for (let kill = 1; kill <= times; kill += 1) {
      await app.stop()
      const answers = 1 + Math.floor(random.fraction() * MOST_ANSWERS)
      const accepted = await deliverUntilKilled(live, { kill, answers })
      expect(accepted.length).toBeGreaterThanOrEqual(answers)
      expect(readStore(app, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok')
      expect(statesOf(app, accepted)).toEqual(accepted.map(() => expect.stringMatching(/^(pending|done)$/)))

      changeAll(app.cin7, 100 + kill)
      await app.start()
      const gap = live.nextRun('webhook-gap')
      await live.reaches('registered')
      await gap
      await live.settles()
      expect(statesOf(app, accepted)).toEqual(accepted.map(() => 'done'))
      await expectShopStored(app, live.connectionId)
    }
  } finally {
    await app.close()
  }
}

/** Returns the bodies that were answered with 200. */
async function deliverUntilKilled(
  { app }: LiveApp,
  { kill, answers }: { kill: number; answers: number },
): Promise<string[]> {
  const options: LiveChildOptions = {
    dataDir: app.dataDir,
    cin7Url: app.cin7.url,
    now: app.clock.now(),
    keychain: [...app.keychain.entries],
  }
  const program = spawn(process.execPath, ['--import', 'tsx', child, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(program, 'exit')
  const accepted: string[] = []
  try {
    const port = await portOf(program)
    let next = 0
    const deliver = async () => {
      for (;;) {
        next += 1
        const body = delivery(app, kill, next)
        if ((await post(app, port, body)) !== 200) return
        accepted.push(body)
        if (accepted.length === answers) program.kill('SIGKILL')
      }
    }
    await Promise.all(Array.from({ length: POSTS }, deliver))
  } finally {
    program.kill('SIGKILL')
  }
  const [, signal] = await exited
  expect(signal).toBe('SIGKILL')
  return accepted
}

async function portOf(program: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: program.stdout! })) return Number(line)
  throw new Error('The program ended before it was registered')
}

/** Like no other. */
function delivery({ cin7 }: TestApp, kill: number, n: number): string {
  const { products, locations } = cin7.shop
  const { id: ID, sku: SKU } = products[n % products.length]!
  const { id: LocationID, name: Location } = locations[n % locations.length]!
  const OnHand = kill * 1_000_000 + n
  return JSON.stringify([
    { ID, SKU, LocationID, Location, OnHand, Allocated: 0, Available: OnHand, OnOrder: 0 },
  ])
}

/** As the simulator does it to the subscription; null: no answer. */
function post({ cin7 }: TestApp, port: number, body: string): Promise<number | null> {
  const hook = cin7.webhooks.find(({ Type }) => Type === STOCK)!
  const connect = () => ({ port, isPlain: true }) as const
  const { signal } = new AbortController()
  return postToHook(hook, body, { connect, timeoutMs: TIMEOUT_MS, signal }).catch(() => null)
}

/** One for each row of one of these bodies. */
function statesOf(app: TestApp, bodies: readonly string[]): unknown[] {
  return readStore(app, (db) => {
    const find = db.prepare('SELECT state FROM webhook_deliveries WHERE hash = ?').pluck()
    return bodies.flatMap((body) => find.all(createHash('sha256').update(body).digest('hex')))
  })
}
