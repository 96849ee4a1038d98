import { defaultPace } from '../../electron/integrations/cin7'
import { startSimulator } from '../../electron/integrations/cin7/simulator'
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
  try {
    const fast = { ...defaultPace, minGapMs: 0, callsPerWindow: Number.POSITIVE_INFINITY }
    let isFirst = true
    // The first sync is not what is measured, so it need not keep the pace.
    const pace = {
      ...fast,
      get minGapMs() {
        return isFirst ? 0 : defaultPace.minGapMs
      },
      get callsPerWindow() {
        return isFirst ? fast.callsPerWindow : defaultPace.callsPerWindow
      },
    }
    return await withTimedApp(simulator, { pace }, async (app) => {
      await app.sync()
      isFirst = false
      for (const { sku } of simulator.shop.products.slice(0, CHANGED)) {
        simulator.touch(sku)
        simulator.setStock({ sku, location: simulator.shop.locations[0]?.name ?? '' }, { onHand: 4321 })
      }
      const run = await app.quickSync()
      const { hourly, usual } = RUNS_A_DAY
      return {
        id: `i ${count(products)}`,
        what: `Quick sync of ${count(products)} products × 3 locations, ${CHANGED} of them changed`,
        ours: `${run.calls} calls, ${seconds(durationOf(run))}; ${count(run.calls * hourly)} calls a day when hourly, ${count(run.calls * usual)} every 15 minutes`,
        baseline: '',
        ratio: null,
        aim: 'none',
        isReached: true,
      }
    })
  } finally {
    await simulator.close()
  }
}
