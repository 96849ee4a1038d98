import { describe, expect, it } from 'vitest'
import { suggestedQuantity } from './suggested-quantity'

const need = { available: 3, onOrder: 0, reorderPoint: 8, reorderQuantity: 24 }

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
})
