import { expect } from 'vitest'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored, readStore } from './expect-shop'
import { seededRandom } from './node-ports'
import { changeAll, smallShop } from './small-shop'
import { syncInChild } from './sync-in-child'
import { createTestApp, type TestApp } from './test-app'

/** More than one sync logs, so that kills meet every part of one. */
const MOST_LINES = 60
/** More than the shop has of anything. */
const FIGURE = 1_000_000

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
      changeAll(app.cin7, FIGURE + kill)
      await app.stop()
      const count = 1 + Math.floor(random.fraction() * MOST_LINES)
      const isOver = (said: string[]) => linesOfSync(said) > count
      const lines = await syncInChild(app, { connectionId, isOver })
      expect(readStore(app, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok')
      expectAllKept(app, FIGURE + kill, lines)

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

/** What the program said is stored, before it was killed, is in the store that it left behind. */
function expectAllKept(app: TestApp, figure: number, lines: string[]): void {
  const pages = lines.flatMap((line) => /^page stored availability (\d+)/.exec(line)?.[1] ?? [])
  const isOver = lines.some((line) => line.startsWith('sync finished'))
  const { newFigures, nextPage } = readStore(app, (db) => ({
    newFigures: db.prepare('SELECT count(*) FROM stock_rows WHERE on_hand = ?').pluck().get(figure),
    nextPage: db.prepare('SELECT next_page FROM stock_sweeps').pluck().get(),
  }))
  if (isOver) expect(newFigures).toBe(countOf(app, figure))
  else if (newFigures === 0 && pages.length > 0) expect(nextPage).toBeGreaterThan(Number(pages.at(-1)))
  else expect([0, countOf(app, figure)]).toContain(newFigures)
}

/** Stock rows of the shop that have the figure of this turn. */
function countOf({ cin7 }: TestApp, onHand: number): number {
  return cin7.shop.products.flatMap(({ stock }) => stock).filter((row) => row.onHand === onHand).length
}

/** Said since the first sync began. */
function linesOfSync(lines: string[]): number {
  const started = lines.findIndex((line) => line.startsWith('sync started'))
  return started < 0 ? 0 : lines.length - started
}
