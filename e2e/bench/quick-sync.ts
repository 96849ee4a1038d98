import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultPace, scalePace } from '../../electron/integrations/cin7'
import { startSimulator } from '../../electron/integrations/cin7/simulator'
import { MemoryKeychain } from '../../electron/testing/memory-keychain'
import { count, type Figure, seconds } from './figures'
import { durationOf, withTimedApp } from './timed-app'

const CHANGED = 50
const SIZES = [2_000, 20_000, 100_000]
const RUNS_A_DAY = { hourly: 24, usual: 96 }

/** (i): what a quick sync costs, at Core's pace in real time, by the size of the shop. */
export async function measureQuickSync(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const products of SIZES) figures.push(await measureShop(products))
  return figures
}

async function measureShop(products: number): Promise<Figure> {
  const simulator = await startSimulator({ plan: { products, locations: 3 } })
  const dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-bench-'))
  const keychain = new MemoryKeychain()
  try {
    // The first sync is not what is measured, so it need not keep the pace.
    await withTimedApp(simulator, { pace: scalePace(defaultPace, 1e-6), dataDir, keychain }, (app) =>
      app.sync(),
    )
    for (const { sku } of simulator.shop.products.slice(0, CHANGED)) {
      simulator.touch(sku)
      simulator.setStock({ sku, location: simulator.shop.locations[0]?.name ?? '' }, { onHand: 4321 })
    }
    return await withTimedApp(simulator, { pace: defaultPace, dataDir, keychain }, async (app) => {
      const run = await app.quickSync()
      const { hourly, usual } = RUNS_A_DAY
      return {
        id: `i ${count(products)}`,
        what: `Quick sync of ${count(products)} products × 3 locations, ${CHANGED} of them changed`,
        ours: `${run.calls} calls, ${seconds(durationOf(run))}; ${count(run.calls * hourly)} calls a day when hourly, ${count(run.calls * usual)} every 15 minutes`,
        baseline: '',
        ratio: null,
        aim: '',
        isReached: null,
      }
    })
  } finally {
    await simulator.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
