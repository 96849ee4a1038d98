import { afterEach, describe, expect, it } from 'vitest'
import { createSweptApp, sweepFirstSyncs, sweepLaterSyncs } from './testing/fault-sweep'
import type { TestApp } from './testing/test-app'

let app: TestApp | null = null

afterEach(() => app?.close())

describe.each([
  ['once', false],
  ['for a while', true],
])('after a call that failed %s, wherever it was,', (_, lasts) => {
  it('the next sync makes good for a first one', async () => {
    expect(await sweepFirstSyncs({ fault: 'truncated JSON', lasts, step: 9 })).toBeGreaterThan(1)
  })

  it('the next sync makes good for a later one', async () => {
    app = await createSweptApp()
    const { connectionId } = await app.connect()
    const cases = await sweepLaterSyncs(app, connectionId, { fault: 'status 500', lasts, step: 7 })
    expect(cases).toBeGreaterThan(2)
  })
})
