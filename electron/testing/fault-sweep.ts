import { expect } from 'vitest'
import type { SyncRun } from '../../shared/domain/sync-run'
import type { Fault } from '../integrations/cin7/simulator'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored } from './expect-shop'
import { changeAll, smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

const LIMIT_WORDS = 'You have reached 60 calls per 60 seconds API limit.'
/** What `connect` asks before its first sync. */
const CALLS_OF_KEY_CHECK = 2

/** What can happen to any call on its way. */
export const sweptFaults = {
  'status 500': { status: 500, body: '' },
  'a connection cut before the answer': { cut: 'before' },
  'a connection cut after the headers': { cut: 'after-headers' },
  'a connection cut in the body': { cut: 20 },
  'truncated JSON': { truncate: 20 },
  'an empty body': { body: '' },
  'a 429 that speaks of the limit': { status: 429, body: LIMIT_WORDS },
  'a 503 that speaks of the limit': { status: 503, body: LIMIT_WORDS },
} satisfies Record<string, Fault>

export type SweptFault = keyof typeof sweptFaults

export interface Sweep {
  fault: SweptFault
  /** Hits one call, or every call from there on until it is taken away. */
  lasts: boolean
  /** Only every so many calls; default: every one. */
  step?: number
}

/** A shop of several pages in every list but the locations. */
export function createSweptApp(): Promise<TestApp> {
  return createTestApp({ simulator: { shop: smallShop({ products: 9, locations: 2 }), pageCap: 4 } })
}

/** Fails the first call of a first sync, then the second one of another, and so on until none is left to fail. */
export async function sweepFirstSyncs(sweep: Sweep): Promise<number> {
  return sweepCalls(sweep, async (n) => {
    const app = await createSweptApp()
    try {
      const isHit = addFault(app, sweep, CALLS_OF_KEY_CHECK + n)
      const { connectionId, run } = await app.connect()
      const wasHit = isHit()
      await expectMended(app, connectionId, run)
      return wasHit
    } finally {
      await app.close()
    }
  })
}

/** The same with later syncs of one profile, each of which finds the whole shop changed. */
export async function sweepLaterSyncs(app: TestApp, connectionId: string, sweep: Sweep): Promise<number> {
  return sweepCalls(sweep, async (n) => {
    changeAll(app.cin7, n)
    const isHit = addFault(app, sweep, n)
    const run = await app.sync(connectionId)
    const wasHit = isHit()
    await expectMended(app, connectionId, run)
    return wasHit
  })
}

/** Answers with how many calls were failed. */
async function sweepCalls({ step = 1 }: Sweep, failCall: (n: number) => Promise<boolean>): Promise<number> {
  let cases = 0
  for (let n = 1; await failCall(n); n += step) cases += 1
  return cases
}

/** Lets the calls before the n-th one through. The answer tells whether any call was hit. */
function addFault(app: TestApp, { fault, lasts }: Sweep, n: number): () => boolean {
  app.cin7.clearCalls()
  const times = lasts ? Number.POSITIVE_INFINITY : 1
  app.cin7.addFault({ ...sweptFaults[fault], after: n - 1, times })
  return () => app.cin7.calls.length >= n
}

async function expectMended(app: TestApp, connectionId: string, run: SyncRun): Promise<void> {
  app.cin7.clearFaults()
  await expectHistoryInWords(app, connectionId)
  expect(run.finishedAt).not.toBeNull()
  expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
  await expectShopStored(app, connectionId)
  expectNothingLeftBehind(app)
}
