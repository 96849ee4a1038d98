import { expect } from 'vitest'
import type { Alert, AlertState } from '../../shared/domain/alert'
import type { ExpectedFigures } from '../integrations/cin7/simulator'
import { dayOf } from '../lib/day'
import { readStore } from './expect-shop'
import { bandOf, MARGIN } from './expected-alerts'
import type { TestApp } from './test-app'

const liveStates: AlertState[] = ['open', 'acknowledged', 'snoozed']

/**
 * The list is what the rule says of the shop's own figures and of points set here for products. Every pair must have been in
 * stock once. A pair that is over its point, but not by enough, may have an alert or none.
 */
export async function expectAlertsByRule(app: TestApp, connectionId: string): Promise<void> {
  const alerts = await liveAlerts(app, connectionId)
  const points = pointsSetHere(app)
  for (const figures of app.cin7.expectedFigures()) {
    const set = points.get(figures.sku)
    const point = set === undefined ? figures.reorderPoint : set || null
    const alert = alerts.find(({ sku, location }) => sku === figures.sku && location === figures.location)
    expectAlert(app, alert, figures, point)
  }
}

function expectAlert(
  app: TestApp,
  alert: Alert | undefined,
  { sku, location, locationId, available, onOrder }: ExpectedFigures,
  point: number | null,
): void {
  const band = bandOf(available, point)
  const pair = `${sku} at ${location}: ${available} of ${point}`
  if (!band) {
    const isClear = point === null || available > point + MARGIN
    if (isClear) expect(alert, pair).toBeUndefined()
    else expect(alert?.band ?? 'low', pair).toBe('low')
    return
  }
  const today = new Date(dayOf(app.clock.now())).toISOString().slice(0, 10)
  const rows = app.cin7.product(sku).stock.filter((row) => row.locationId === locationId)
  const isDue = rows.some(({ nextDelivery }) => nextDelivery && nextDelivery >= today)
  const isCovered = band !== 'out' && isDue && onOrder >= (point ?? 0) - available
  expect(alert, pair).toMatchObject({ band, available })
  expect(alert?.coveredUntil !== null, `${pair} is covered`).toBe(isCovered)
}

async function liveAlerts(app: TestApp, connectionId: string): Promise<Alert[]> {
  const asked = { connectionId, locationId: null, groupBy: 'none' as const, offset: 0, limit: 500 }
  const pages = await Promise.all(liveStates.map((state) => app.call('alerts.list', { ...asked, state })))
  return pages.flatMap(({ alerts }) => alerts)
}

/** 0: nothing is ever low. */
function pointsSetHere(app: TestApp): Map<string, number> {
  return readStore(
    app,
    (db) =>
      new Map(
        db
          .prepare<[], [string, number]>(
            'SELECT p.sku, o.reorder_point FROM reorder_overrides o JOIN products p ON p.id = o.product_id',
          )
          .raw()
          .all(),
      ),
  )
}
