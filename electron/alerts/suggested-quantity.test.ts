import { describe, expect, it } from 'vitest'
import { suggestedQuantity } from './suggested-quantity'

const need = {
  state: 'open',
  coveredUntil: null,
  available: 3,
  onOrder: 0,
  reorderPoint: 8,
  reorderQuantity: 24,
} as const

describe('suggestedQuantity', () => {
  it('is the usual quantity', () => {
    expect(suggestedQuantity(need)).toBe(24)
  })

  it('is the shortfall to the reorder point where that is more, or nothing is usual', () => {
    expect(suggestedQuantity({ ...need, reorderQuantity: 4 })).toBe(5)
    expect(suggestedQuantity({ ...need, available: -2, reorderQuantity: 0 })).toBe(10)
  })

  it('takes off what is on order, and never asks for less than nothing', () => {
    expect(suggestedQuantity({ ...need, onOrder: 10 })).toBe(14)
    expect(suggestedQuantity({ ...need, onOrder: 40 })).toBe(0)
  })

  it('is nothing for what a delivery covers, or what is resolved', () => {
    expect(suggestedQuantity({ ...need, onOrder: 10, coveredUntil: 1 })).toBe(0)
    expect(suggestedQuantity({ ...need, state: 'resolved' })).toBe(0)
  })
})
