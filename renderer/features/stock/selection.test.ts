import { describe, expect, it } from 'vitest'
import { extend, MOST_SELECTED, noSelection, rangeTo, toggle } from './selection'

describe('a selection', () => {
  it('takes a product in and out again', () => {
    const one = toggle(noSelection, 4, 40)
    expect([...one.ids]).toEqual([40])
    expect([...toggle(one, 4, 40).ids]).toEqual([])
  })

  it('goes on from the row that was selected last, in both directions', () => {
    const { anchor } = toggle(noSelection, 4, 40)
    expect(rangeTo(anchor!, 7)).toEqual({ first: 4, last: 7 })
    expect(rangeTo(anchor!, 1)).toEqual({ first: 1, last: 4 })
  })

  it('never holds more than the calls take', () => {
    const all = extend(
      noSelection,
      Array.from({ length: MOST_SELECTED + 5 }, (_, id) => id),
    )
    expect(all.ids.size).toBe(MOST_SELECTED)
    expect(toggle(all, 0, 999_999).ids.size).toBe(MOST_SELECTED)
    expect(toggle(all, 0, 1).ids.size).toBe(MOST_SELECTED - 1)
  })
})
