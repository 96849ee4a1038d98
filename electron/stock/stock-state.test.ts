import { describe, expect, it } from 'vitest'
import { effectiveReorderPoint, NEVER_LOW, needOf, stockState } from './stock-state'

const DAY = 24 * 60 * 60_000
const today = Date.UTC(2026, 10, 24)
const shelf = { available: 10, onOrder: 0, reorderPoint: 9, nextDeliveryAt: null, wasStocked: true }

const bandOf = (changes: Partial<Parameters<typeof needOf>[0]>) =>
  needOf({ ...shelf, ...changes }, today)?.band ?? null

describe('needOf', () => {
  it('is out at zero and below where the product was stocked before', () => {
    expect(bandOf({ available: 0, reorderPoint: null })).toBe('out')
    expect(bandOf({ available: -3, reorderPoint: null })).toBe('out')
  })

  it('is out at zero where a reorder point is set, stocked before or not', () => {
    expect(bandOf({ available: 0, wasStocked: false })).toBe('out')
  })

  it('needs nothing at zero where nobody expects stock', () => {
    expect(bandOf({ available: 0, reorderPoint: null, wasStocked: false })).toBeNull()
  })

  it('is low at the reorder point and under it, and critical at a third of it and under that', () => {
    expect(bandOf({ available: 9.0001 })).toBeNull()
    expect(bandOf({ available: 9 })).toBe('low')
    expect(bandOf({ available: 3.0001 })).toBe('low')
    expect(bandOf({ available: 3 })).toBe('critical')
    expect(bandOf({ available: 0.5 })).toBe('critical')
  })

  it('needs nothing without a reorder point as long as something is available', () => {
    expect(bandOf({ available: 0.5, reorderPoint: null })).toBeNull()
  })

  it('is covered when what is on order is the shortfall or more, and due on a day that is not past', () => {
    const low = { ...shelf, available: 6, onOrder: 3, nextDeliveryAt: today + 2 * DAY }
    expect(needOf(low, today)).toEqual({ band: 'low', coveredUntil: today + 2 * DAY })
    expect(needOf({ ...low, onOrder: 2.9999 }, today)?.coveredUntil).toBeNull()
    expect(needOf({ ...low, nextDeliveryAt: today }, today)?.coveredUntil).toBe(today)
    expect(needOf({ ...low, nextDeliveryAt: today - DAY }, today)?.coveredUntil).toBeNull()
    expect(needOf({ ...low, nextDeliveryAt: null }, today)?.coveredUntil).toBeNull()
  })

  it('stays out whatever is on order', () => {
    expect(needOf({ ...shelf, available: 0, onOrder: 100, nextDeliveryAt: today }, today)).toEqual({
      band: 'out',
      coveredUntil: null,
    })
  })
})

describe('stockState', () => {
  it('calls a covered need incoming and both bands above nothing low', () => {
    expect(stockState(null)).toBe('ok')
    expect(stockState({ band: 'out', coveredUntil: null })).toBe('out')
    expect(stockState({ band: 'critical', coveredUntil: null })).toBe('low')
    expect(stockState({ band: 'low', coveredUntil: null })).toBe('low')
    expect(stockState({ band: 'critical', coveredUntil: today })).toBe('incoming')
  })
})

describe('effectiveReorderPoint', () => {
  it("takes the location's own level first, then the product's", () => {
    expect(effectiveReorderPoint(6, 12)).toBe(6)
    expect(effectiveReorderPoint(0, 12)).toBe(12)
  })

  it('takes 0 as not set, and knows levels that say never', () => {
    expect(effectiveReorderPoint(0, 0)).toBeNull()
    expect(effectiveReorderPoint(NEVER_LOW, 12)).toBeNull()
    expect(effectiveReorderPoint(0, NEVER_LOW)).toBeNull()
    expect(effectiveReorderPoint(6, NEVER_LOW)).toBe(6)
  })
})
