import { describe, expect, it } from 'vitest'
import { nextIndex } from './next-index'

describe('nextIndex', () => {
  it('stops at both ends of the list', () => {
    expect(nextIndex('ArrowUp', 0, 50, 10)).toBe(0)
    expect(nextIndex('PageUp', 4, 50, 10)).toBe(0)
    expect(nextIndex('ArrowDown', 49, 50, 10)).toBe(49)
    expect(nextIndex('PageDown', 45, 50, 10)).toBe(49)
  })

  it('goes to the first and the last of all rows, not of those on screen', () => {
    expect(nextIndex('Home', 31_000, 100_000, 10)).toBe(0)
    expect(nextIndex('End', 0, 100_000, 10)).toBe(99_999)
  })

  it('leaves other keys alone', () => {
    expect(nextIndex('Tab', 3, 50, 10)).toBeNull()
  })
})
