import { describe, expect, it } from 'vitest'
import { readLevels, readUnits } from './reorder-levels'

describe('a typed quantity', () => {
  it('is a number from 0 on, with a comma or a point', () => {
    expect(readUnits(' 12 ')).toBe(12)
    expect(readUnits('2,5')).toBe(2.5)
    expect(readUnits('0')).toBe(0)
  })

  it('is refused otherwise', () => {
    for (const typed of ['', ' ', '-1', 'x', '1e12', 'NaN']) expect(readUnits(typed)).toBeNull()
  })

  it('is refused where a comma may stand for thousands', () => {
    for (const typed of ['1,000', '12,500', '1,000,000', '1.000.000']) expect(readUnits(typed)).toBeNull()
    expect(readUnits('1000')).toBe(1000)
    expect(readUnits('1.125')).toBe(1.125)
  })

  it('makes levels only together with the other one', () => {
    expect(readLevels({ point: '5', quantity: '10' })).toEqual({ reorderPoint: 5, reorderQuantity: 10 })
    expect(readLevels({ point: '5', quantity: '' })).toBeNull()
  })
})
