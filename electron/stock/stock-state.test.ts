import { describe, expect, it } from 'vitest'
import { effectiveReorderPoint, stockState } from './stock-state'

const shelf = { available: 10, onOrder: 0, reorderPoint: null, wasStocked: true }

describe('stockState', () => {
  it('is out at zero and below where the product was stocked before', () => {
    expect(stockState({ ...shelf, available: 0 })).toBe('out')
    expect(stockState({ ...shelf, available: -3 })).toBe('out')
  })

  it('is out at zero where a reorder point is set, stocked before or not', () => {
    expect(stockState({ ...shelf, available: 0, reorderPoint: 5, wasStocked: false })).toBe('out')
  })

  it('is ok at zero where nobody expects stock', () => {
    expect(stockState({ ...shelf, available: 0, wasStocked: false })).toBe('ok')
  })

  it('stays out whatever is on order', () => {
    expect(stockState({ ...shelf, available: 0, onOrder: 100, reorderPoint: 5 })).toBe('out')
  })

  it('is low at the reorder point and under it', () => {
    expect(stockState({ ...shelf, available: 5, reorderPoint: 5 })).toBe('low')
    expect(stockState({ ...shelf, available: 4.9, reorderPoint: 5 })).toBe('low')
    expect(stockState({ ...shelf, available: 5.0001, reorderPoint: 5 })).toBe('ok')
  })

  it('is incoming when what is on order lifts it over the reorder point', () => {
    expect(stockState({ ...shelf, available: 3, onOrder: 3, reorderPoint: 5 })).toBe('incoming')
    expect(stockState({ ...shelf, available: 3, onOrder: 2, reorderPoint: 5 })).toBe('low')
  })

  it('is ok without a reorder point as long as something is available', () => {
    expect(stockState({ ...shelf, available: 0.5 })).toBe('ok')
  })
})

describe('effectiveReorderPoint', () => {
  it("takes the location's own level first, then the product's", () => {
    expect(effectiveReorderPoint(6, 12)).toBe(6)
    expect(effectiveReorderPoint(0, 12)).toBe(12)
  })

  it('takes 0 as not set', () => {
    expect(effectiveReorderPoint(0, 0)).toBeNull()
  })
})
