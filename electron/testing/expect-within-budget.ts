import { expect } from 'vitest'
import type { BusyHours } from './busy-hours'

/** Of the 60 that Cin7 allows. */
const BUDGET = 55

export function expectWithinBudget(hours: BusyHours, { callsAtLeast }: { callsAtLeast: number }): void {
  expect(hours.calls).toBeGreaterThan(callsAtLeast)
  expect(hours.mostInAMinute).toBeLessThanOrEqual(BUDGET)
  expect(hours.mostInAMinute).toBeGreaterThan(BUDGET / 2)
  expect(hours.refused).toBe(0)
  expect(hours.triggers).toEqual(new Set(['connect', 'schedule', 'manual', 'wake', 'network', 'retry']))
}
