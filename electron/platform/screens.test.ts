import { describe, expect, it } from 'vitest'
import { fitToScreens } from './screens'

const left = { x: 0, y: 0, width: 1920, height: 1040 }
const right = { x: 1920, y: 0, width: 2560, height: 1400 }

describe('fitToScreens', () => {
  it('leaves a place that is on a screen alone', () => {
    const place = { x: 2000, y: 50, width: 1300, height: 900 }
    expect(fitToScreens(place, [left, right])).toEqual(place)
  })

  it('moves a place that hangs over the edge back, onto the screen it is mostly on', () => {
    const place = { x: 1700, y: -80, width: 1300, height: 900 }
    expect(fitToScreens(place, [left, right])).toEqual({ x: 1920, y: 0, width: 1300, height: 900 })
  })

  it('makes a place no larger than its screen and no smaller than the window can be', () => {
    expect(fitToScreens({ x: 0, y: 0, width: 4000, height: 3000 }, [left])).toEqual(left)
    expect(fitToScreens({ x: 10, y: 10, width: 5, height: 5 }, [left])).toEqual({
      x: 10,
      y: 10,
      width: 960,
      height: 640,
    })
  })

  it('knows no place for a window whose screen is gone', () => {
    expect(fitToScreens({ x: 2000, y: 50, width: 1300, height: 900 }, [left])).toBeNull()
    expect(fitToScreens({ x: 2000, y: 50, width: 1300, height: 900 }, [])).toBeNull()
  })
})
