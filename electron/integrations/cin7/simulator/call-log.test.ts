import { describe, expect, it } from 'vitest'
import { CallLog, mostCallsWithin, type SimulatorCall, shortestGap } from './call-log'

function callsAt(...times: number[]): SimulatorCall[] {
  return times.map((at) => ({ method: 'GET', path: 'me', query: {}, page: 1, at, inFlight: 1, status: 200 }))
}

describe('the call log', () => {
  it('finds the fullest stretch of time', () => {
    expect(mostCallsWithin(callsAt(0, 10, 20, 100, 101, 102, 103), 50)).toBe(4)
    expect(mostCallsWithin(callsAt(0, 50), 50)).toBe(1)
    expect(mostCallsWithin([], 50)).toBe(0)
  })

  it('finds the shortest time between two starts', () => {
    expect(shortestGap(callsAt(0, 400, 750, 1_200))).toBe(350)
    expect(shortestGap(callsAt(5))).toBe(Number.POSITIVE_INFINITY)
  })

  it('counts calls that overlap', () => {
    const log = new CallLog(() => undefined)
    const call = { method: 'GET', path: 'me', query: {}, page: 1, at: 0 }
    const endFirst = log.begin(call)
    const endSecond = log.begin(call)
    endFirst(200)
    endSecond(200)
    log.begin(call)
    expect(log.calls.map((noted) => [noted.inFlight, noted.status])).toEqual([
      [1, 200],
      [2, 200],
      [1, null],
    ])
  })
})
