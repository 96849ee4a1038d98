import { afterEach, describe, expect, it } from 'vitest'
import {
  createSweptApp,
  type SweptFault,
  sweepFirstSyncs,
  sweepLaterSyncs,
  sweptFaults,
} from './testing/fault-sweep'
import type { TestApp } from './testing/test-app'

let app: TestApp | null = null

afterEach(() => app?.close())

describe.each(Object.keys(sweptFaults) as SweptFault[])('%s at any call', (fault) => {
  it.each([
    ['once', false],
    ['for a while', true],
  ])('%s leaves nothing that the sync after a first one does not bring in order', async (_, lasts) => {
    expect(await sweepFirstSyncs({ fault, lasts })).toBeGreaterThan(15)
  })

  it.each([
    ['once', false],
    ['for a while', true],
  ])('%s leaves nothing that the sync after a later one does not bring in order', async (_, lasts) => {
    app = await createSweptApp()
    const { connectionId } = await app.connect()
    expect(await sweepLaterSyncs(app, connectionId, { fault, lasts })).toBeGreaterThan(15)
  })
})
