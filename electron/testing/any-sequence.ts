import fc from 'fast-check'
import { expect } from 'vitest'
import { stockShare } from '../sync/stock-share'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored } from './expect-shop'
import {
  fault,
  onScreen,
  pause,
  quickRun,
  restart,
  type Step,
  serviceChange,
  shopChange,
  use,
} from './shop-steps'
import { smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

/** Pages of a long stock list that a quick run reads at least. */
const QUICK_SHARE = stockShare.stockCalls - stockShare.productCalls

/** Whatever happened before: a whole sync without faults ends with the shop in the store. */
export async function checkAnySequence({ seed, numRuns }: { seed: number; numRuns: number }): Promise<void> {
  const anything = fc.oneof(
    { weight: 3, arbitrary: shopChange },
    { weight: 2, arbitrary: serviceChange },
    { weight: 1, arbitrary: fault },
    { weight: 4, arbitrary: use },
  )
  const sequences = fc.array(anything, { minLength: 3, maxLength: 25 })
  await check(sequences, { seed, numRuns, products: 9, pageCap: 4 }, async (app, connectionId) => {
    await syncFromTheStart(app, connectionId)
    expectNothingLeftBehind(app)
  })
}

/** A shop that stands still is in the store after quick runs have been through its list twice at most. */
export async function checkQuickRuns({ seed, numRuns }: { seed: number; numRuns: number }): Promise<void> {
  const sequences = fc
    .tuple(
      fc.array(shopChange, { minLength: 1, maxLength: 10 }),
      fc.array(fc.oneof({ weight: 3, arbitrary: quickRun }, shopChange, onScreen, restart, pause, fault), {
        maxLength: 12,
      }),
    )
    .map((parts) => parts.flat())
  await check(sequences, { seed, numRuns, products: 16, pageCap: 1 }, async (app, connectionId) => {
    const { length } = app.cin7.shop.products.flatMap(({ stock }) => stock)
    for (let pages = 0; pages < 2 * (length + QUICK_SHARE); pages += QUICK_SHARE)
      expect(await app.sync(connectionId, 'quick')).toMatchObject({ kind: 'quick', status: 'success' })
  })
}

async function check(
  sequences: fc.Arbitrary<Step[]>,
  { products, pageCap, ...options }: { seed: number; numRuns: number; products: number; pageCap: number },
  finish: (app: TestApp, connectionId: string) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(sequences, async (steps) => {
    const shop = smallShop({ products, locations: 2 })
    const app = await createTestApp({ simulator: { shop, pageCap } })
    try {
      await app.call('settings.set', { syncAutomatically: false, pageLimit: 1_000 })
      const { connectionId } = await app.connect()
      for (const step of steps) await step.act(app, connectionId)
      app.cin7.clearFaults()
      app.cin7.behaviour.rowShift = null
      await finish(app, connectionId)
      await expectHistoryInWords(app, connectionId)
      await expectShopStored(app, connectionId)
    } finally {
      await app.close()
    }
  })
  await fc.assert(property, { ...options, endOnFailure: false })
}

/** A sync that goes on with a list may show its first pages as they were up to an hour ago; the next one does not. */
async function syncFromTheStart(app: TestApp, connectionId: string): Promise<void> {
  app.cin7.clearCalls()
  await app.sync(connectionId)
  const isFromStart = (list: string) => {
    const first = app.cin7.calls.find(({ path }) => path === list)
    return first?.page === 1 && !first.query.ModifiedSince
  }
  if (!isFromStart('product') || !isFromStart('ref/productavailability'))
    expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
}
