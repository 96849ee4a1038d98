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

  it('makes levels only together with the other one', () => {
    expect(readLevels({ point: '5', quantity: '10' })).toEqual({ reorderPoint: 5, reorderQuantity: 10 })
    expect(readLevels({ point: '5', quantity: '' })).toBeNull()
  })
})
