import { describe, expect, it } from 'vitest'
import type { StockHistory } from '../../../shared/domain/stock'
import { historySteps } from './history-steps'

const area = { width: 106, height: 46 }
const history = (points: [at: number, available: number, lowest?: number][], to = 10): StockHistory => ({
  from: 0,
  to,
  knownSince: 0,
  points: points.map(([at, available, lowest = available]) => ({ at, available, lowest })),
})

describe('the line of what was available', () => {
  it('steps from left to right, from the most down to zero', () => {
    const steps = historySteps(
      history([
        [0, 10],
        [5, 0],
        [10, 0],
      ]),
      null,
      area,
    )
    expect(steps.path).toBe('M3 3H53V43H103V43')
    expect(steps).toMatchObject({ zeroY: 43, end: { x: 103, y: 43 }, least: 0, most: 10, reorderY: null })
  })

  it('makes room for the reorder point above it', () => {
    const steps = historySteps(
      history([
        [0, 5],
        [10, 5],
      ]),
      10,
      area,
    )
    expect(steps.reorderY).toBe(3)
    expect(steps.path).toBe('M3 23H103V23')
  })

  it('reaches below zero where less than nothing was available', () => {
    const steps = historySteps(
      history([
        [0, 5],
        [5, -5],
        [10, -5],
      ]),
      null,
      area,
    )
    expect(steps.zeroY).toBe(23)
    expect(steps.end.y).toBe(43)
    expect(steps.least).toBe(-5)
  })

  it('lies on the ground when there never was anything', () => {
    expect(
      historySteps(
        history([
          [0, 0],
          [10, 0],
        ]),
        null,
        area,
      ).path,
    ).toBe('M3 43H103V43')
  })

  it('is a point at the right when nothing but the present is known', () => {
    const steps = historySteps(history([[0, 4]], 0), null, area)
    expect(steps.path).toBe('M103 3')
    expect(steps.end).toEqual({ x: 103, y: 3 })
  })

  it('goes down to the lowest of a day', () => {
    expect(
      historySteps(
        history([
          [0, 10],
          [5, 10, 5],
          [10, 10],
        ]),
        null,
        area,
      ).dips,
    ).toBe('M53 3V23')
  })
})
