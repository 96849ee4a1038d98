import { afterEach, describe, expect, it } from 'vitest'
import { createSweptApp, sweepFirstSyncs, sweepLaterSyncs } from './testing/fault-sweep'
import type { TestApp } from './testing/test-app'

let app: TestApp | null = null

afterEach(() => app?.close())

describe.each([
  ['once', false],
  ['for a while', true],
])('after a call that failed %s, wherever it was,', (_, lasts) => {
  it.each(['status 500', 'truncated JSON'] as const)(
    'the next sync brings a first one in order (%s)',
    async (fault) => {
      expect(await sweepFirstSyncs({ fault, lasts, step: 7 })).toBeGreaterThan(1)
    },
  )

  it.each(['a connection cut in the body', 'a 429 that speaks of the limit'] as const)(
    'the next sync brings a later one in order (%s)',
    async (fault) => {
      app = await createSweptApp()
      const { connectionId } = await app.connect()
      expect(await sweepLaterSyncs(app, connectionId, { fault, lasts, step: 6 })).toBeGreaterThan(2)
    },
  )
})
