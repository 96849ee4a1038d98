import { describe, expect, it } from 'vitest'
import type { Alert, AlertPage } from '../../../shared/domain/alert'
import type { StockSummary } from '../../../shared/domain/stock'
import { describeOnOrder } from './attention-table'
import { figuresOf } from './figure-words'

const now = new Date(2026, 10, 24, 9).getTime()
const DAY = 24 * 60 * 60_000

const summary = (stale = 0): StockSummary => ({
  products: 2143,
  locations: [],
  categories: [],
  suppliers: [],
  states: { out: 1, low: 3, incoming: 2, ok: 2137 },
  stale,
  confirmedAt: now,
})
const page = (alerts: Partial<Alert>[], total = alerts.length): AlertPage => ({
  total,
  offset: 0,
  alerts: alerts.map(
    (alert) => ({ coveredUntil: null, nextDeliveryAt: null, bandAt: now, ...alert }) as Alert,
  ),
  groups: [],
})
const hints = (worst: AlertPage | undefined) => figuresOf(summary(), worst, now).map(({ hint }) => hint)

describe('the four figures of Today', () => {
  it('count products and lead to them in the stock view', () => {
    expect(figuresOf(summary(7), undefined, now)).toMatchObject([
      { name: 'Out of stock', count: 1, to: '/stock?state=out' },
      { name: 'Low', count: 3, to: '/stock?state=low' },
      { name: 'Covered by incoming', count: 2, to: '/stock?state=incoming' },
      { name: 'Stale', count: 7, hint: 'figures older than a day', to: '/stock?mark=stale' },
    ])
  })

  it('say what is new today, else when the last one came', () => {
    const [out, low] = hints(
      page([
        { band: 'out', bandAt: now - DAY },
        { band: 'low', bandAt: now },
        { band: 'critical', bandAt: now },
        { band: 'low', bandAt: now - 2 * DAY },
      ]),
    )
    expect(out).toMatch(/^the latest yesterday/)
    expect(low).toBe('2 new alerts today')
  })

  it('say when the next delivery is due', () => {
    const due = (day: number) => ({ band: 'low' as const, coveredUntil: Date.UTC(2026, 10, day) })
    expect(hints(page([due(30), due(27)]))[2]).toMatch(/^next due Fri.*27/)
  })

  it('claim nothing of alerts that were not all read', () => {
    expect(hints(page([{ band: 'out', bandAt: now }], 200))[0]).toBe('over all locations')
    expect(hints(undefined)[1]).toBe('over all locations')
  })
})

it('tells what is on order and when it comes', () => {
  expect(describeOnOrder({ onOrder: 0, nextDeliveryAt: Date.UTC(2026, 10, 27) })).toBe('none')
  expect(describeOnOrder({ onOrder: 6, nextDeliveryAt: null })).toBe('6')
  expect(describeOnOrder({ onOrder: 24, nextDeliveryAt: Date.UTC(2026, 10, 27) })).toMatch(/^24 · Fri.*27/)
})
