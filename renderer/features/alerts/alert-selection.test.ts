import { describe, expect, it } from 'vitest'
import { nothingSelected, selectAll, selectOnly, toggle } from './alert-selection'

const alert = (id: number) => ({ id, productId: id * 10 })

describe('a selection of alerts', () => {
  it('takes an alert in and out, and remembers where that was', () => {
    const one = toggle(nothingSelected, alert(1), 4)
    const two = toggle(one, alert(2), 7)
    expect([...two.chosen.keys()]).toEqual([1, 2])
    expect(two.anchor).toBe(7)
    expect([...toggle(two, alert(1), 4).chosen.keys()]).toEqual([2])
    expect([...one.chosen.keys()]).toEqual([1])
  })

  it('forgets the others for one alone, and for a range', () => {
    const two = toggle(selectOnly(alert(1), 0), alert(2), 1)
    expect([...selectOnly(alert(3), 2).chosen]).toEqual([[3, 30]])
    expect([...selectAll([alert(4), alert(5)], two.anchor ?? 0).chosen.keys()]).toEqual([4, 5])
  })
})
