import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { defaultPace, scalePace } from '../../electron/integrations/cin7'
import { KeytarKeychain } from '../../electron/platform/keytar-keychain'
import { systemPrograms } from '../../electron/platform/tunnel-process'
import { nodeClock } from '../../electron/testing/node-ports'
import { standInCloudflared } from '../../electron/testing/stand-in-cloudflared'
import { launchApp, type RunningApp } from '../launch'
import { worldOf } from '../live-world'
import { Frame } from '../pages/frame'
import { StockPage } from '../pages/stock-page'
import {
  type DeliveryTarget,
  deliveryTarget,
  stockDelivery,
  stockOfProducts,
  type WireStock,
} from './delivery-target'
import { count, type Figure, ms, percentile } from './figures'
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process'
import { withTimedApp } from './timed-app'

const PRODUCTS = 100_000
const DELIVERIES = 200
/** So that what confirms them keeps up, at 55 calls a minute. */
const EVERY_MS = 1_200
const SETTLE_MS = 5_000

interface Times {
  storedMs: number
  shownMs: number
}

/** (m): a delivery until it is stored, and until the row on screen says so, in the real app. */
export async function measureLiveWindow(): Promise<Figure[]> {
  const profile = mkdtempSync(join(tmpdir(), 'shelfwatch-bench-'))
  const simulator = await startSimulatorProcess(
    ...['--products', `${PRODUCTS}`],
    ...['--limit', 'none', '--clear-tokens'],
  )
  const program = standInCloudflared()
  const httpsPort = await systemPrograms.freePort()
  program.control({ httpsPort })
  try {
    await fillProfile(profile, simulator)
    const app = await launchApp({
      profile,
      cin7Url: simulator.url,
      env: { SHELFWATCH_CLOUDFLARED: program.path },
      switches: worldOf(httpsPort),
    })
    try {
      const target = await goLive(app, simulator)
      return [figureOf(await deliverToScreen(app.window, target, simulator))]
    } finally {
      await app.close()
    }
  } finally {
    program.remove()
    await simulator.stop()
    rmSync(profile, { recursive: true, force: true })
  }
}

async function fillProfile(dataDir: string, simulator: SimulatorProcess): Promise<void> {
  const keychain = new KeytarKeychain({ service: `Shelfwatch (${dataDir})`, clock: nodeClock })
  await withTimedApp(simulator, { pace: scalePace(defaultPace, 1e-6), dataDir, keychain }, async (app) => {
    await app.call('settings.set', { syncAutomatically: false })
    await app.sync()
  })
}

/** Without the sync that follows, which would take minutes at Core's pace. */
async function goLive(app: RunningApp, simulator: SimulatorProcess): Promise<DeliveryTarget> {
  const [connection] = await app.call('connections.list', {})
  const connectionId = connection!.id
  const status = () => app.call('live.status', { connectionId })
  await app.call('settings.set', { liveUpdates: true })
  while ((await status()).stage !== 'registered') await setTimeout(100)
  await setTimeout(1_000)
  await app.call('sync.cancel', { connectionId })
  return deliveryTarget(simulator, await status())
}

async function deliverToScreen(
  window: Page,
  target: DeliveryTarget,
  simulator: SimulatorProcess,
): Promise<Times[]> {
  await new Frame(window).open('Stock')
  const page = new StockPage(window)
  await page.sortBy('Product')
  await setTimeout(SETTLE_MS)
  const skus = await window.evaluate<string[]>(skusOnScreen)
  const products = new Map((await stockOfProducts(simulator, PRODUCTS)).map((rows) => [rows[0]?.SKU, rows]))
  const onScreen = skus.flatMap((sku) => (products.has(sku) ? [products.get(sku)!] : []))
  const times: Times[] = []
  for (let at = 0; at < DELIVERIES; at += 1) {
    times.push(await timeDelivery(window, target, onScreen[at % onScreen.length]!, at + 1))
    await setTimeout(EVERY_MS)
  }
  return times
}

const skusOnScreen = `[...document.querySelectorAll('[role=row][data-index] [data-column=product]')]
  .map((cell) => cell.querySelectorAll('bdi')[1]?.textContent ?? '')`

interface Watched {
  /** When its row changed, epoch ms. */
  answer: Promise<number>
}

/** Handed over as text: see `keystrokes.ts`. */
const watchRow = (sku: string) => `(() => {
  const cell = () => [...document.querySelectorAll('[role=row][data-index]')]
    .find((row) => row.querySelectorAll('[data-column=product] bdi')[1]?.textContent === ${JSON.stringify(sku)})
    ?.querySelector('[data-column=available]')?.textContent
  const before = cell()
  const answer = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (cell() === before) return
      observer.disconnect()
      resolve(performance.timeOrigin + performance.now())
    })
    observer.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })
  })
  return { answer }
})()`

async function timeDelivery(
  window: Page,
  target: DeliveryTarget,
  rows: readonly WireStock[],
  more: number,
): Promise<Times> {
  const watched = await window.evaluateHandle<Watched>(watchRow(rows[0]!.SKU))
  const sentAt = performance.timeOrigin + performance.now()
  await post(target, stockDelivery(rows, more))
  const storedAt = performance.timeOrigin + performance.now()
  const shownAt = await watched.evaluate(({ answer }) => answer)
  return { storedMs: storedAt - sentAt, shownMs: shownAt - sentAt }
}

async function post({ port, path, headers }: DeliveryTarget, body: string): Promise<void> {
  const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false }).end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  if (answer.statusCode !== 200) throw new Error(`the delivery was answered with ${answer.statusCode}`)
}

function figureOf(times: readonly Times[]): Figure {
  const p = (rank: number, of: (one: Times) => number) => ms(percentile(times.map(of), rank))
  const [stored, shown, between] = [
    (one: Times) => one.storedMs,
    (one: Times) => one.shownMs,
    (one: Times) => one.shownMs - one.storedMs,
  ]
  const p99 = percentile(times.map(shown), 99)
  return {
    id: 'm',
    what: `A delivery until it was answered (stored), from there until its row changed on screen, and both, ${count(PRODUCTS)} products × 3 locations, p50 and p99 of ${times.length}`,
    ours: [stored, between, shown].map((of) => `${p(50, of)}, ${p(99, of)}`).join('; '),
    baseline: '',
    ratio: null,
    aim: 'both: p99 ≤ 100 ms',
    isReached: p99 <= 100,
  }
}
