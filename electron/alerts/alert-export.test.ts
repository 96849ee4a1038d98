import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertListing } from '../../shared/domain/alert'
import { type AlertExportWords, alertFileColumns } from '../../shared/domain/alert-export'
import { createTestApp, type TestApp } from '../testing/test-app'

const words: AlertExportWords = {
  sheet: 'Alerts',
  columns: Object.fromEntries(
    alertFileColumns.map((column) => [column, column]),
  ) as AlertExportWords['columns'],
  states: { out: 'Out', critical: 'Critical', low: 'Low', incoming: 'Incoming', ok: 'OK' },
}

let app: TestApp
let listing: AlertListing

beforeEach(async () => {
  app = await createTestApp({ simulator: { plan: { products: 200 } } })
  const { connectionId } = await app.connect()
  await app.app.afterSync()
  listing = { connectionId, state: 'open', locationId: null, groupBy: 'supplier' }
})

afterEach(() => app.close())

async function save(query: AlertListing): Promise<string[]> {
  app.chosenFile = join(app.dataDir, 'alerts.csv')
  const saved = await app.call('alerts.export', { query, format: 'csv', words })
  const [head, ...lines] = readFileSync(app.chosenFile, 'utf8').trimEnd().split('\r\n')
  expect(head).toBe(`\uFEFF${alertFileColumns.map((column) => `"${column}"`).join(',')}`)
  expect(saved).toEqual({ file: app.chosenFile, alerts: lines.length })
  return lines
}

describe('exporting alerts', () => {
  it('writes what is listed, in its order, with from whom to order how much', async () => {
    const { alerts } = await app.call('alerts.list', { ...listing, offset: 0, limit: 500 })
    expect(alerts.length).toBeGreaterThan(10)
    const states = new Set(
      alerts.map(({ band, coveredUntil }) => (coveredUntil === null ? band : 'incoming')),
    )
    expect([...states].sort()).toEqual(['incoming', 'low', 'out'])
    expect(await save(listing)).toEqual(
      alerts.map((alert) =>
        [
          `"${alert.sku}"`,
          `"${alert.name}"`,
          `"${alert.location}"`,
          `"${alert.supplier}"`,
          alert.available,
          alert.reorderPoint || '',
          alert.onOrder,
          alert.suggestedQuantity,
          `"${words.states[alert.coveredUntil === null ? alert.band : 'incoming']}"`,
        ].join(','),
      ),
    )
  })

  it('writes no more than the location and the tab that are shown', async () => {
    const { alerts } = await app.call('alerts.list', { ...listing, offset: 0, limit: 500 })
    const { locationId, location } = alerts[0]!
    const here = alerts.filter((alert) => alert.locationId === locationId)
    const lines = await save({ ...listing, locationId })
    expect(lines).toHaveLength(here.length)
    for (const line of lines) expect(line).toContain(`"${location}"`)
    expect(await save({ ...listing, state: 'acknowledged' })).toEqual([])
  })

  it('suggests to order nothing of what has recovered', async () => {
    const { alerts } = await app.call('alerts.list', { ...listing, offset: 0, limit: 500 })
    const { sku, location, reorderPoint } = alerts.find(({ band }) => band === 'low')!
    app.cin7.setStock({ sku, location }, { onHand: reorderPoint + 50, allocated: 0, onOrder: 0 })
    await app.sync(listing.connectionId)
    await app.app.afterSync()
    expect(await save({ ...listing, state: 'resolved' })).toEqual([
      expect.stringMatching(new RegExp(`^"${sku}",.*,\\d+,${reorderPoint},0,0,"OK"$`)),
    ])
  })

  it('writes nothing when no file was chosen', async () => {
    expect(await app.call('alerts.export', { query: listing, format: 'xlsx', words })).toBeNull()
  })
})
