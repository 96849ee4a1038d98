import { describe, expect, it } from 'vitest'
import type { AlertEvent } from '../../../shared/domain/alert'
import { describeEvent } from './event-words'

const event = (values: Partial<AlertEvent>): AlertEvent => ({
  id: 1,
  alertId: 1,
  location: 'Main',
  at: 0,
  kind: 'opened',
  cause: 'figures',
  band: 'low',
  available: 4,
  reorderPoint: 12,
  by: '',
  note: '',
  ...values,
})

describe('a step of an alert in words', () => {
  it('says how low it was', () => {
    expect(describeEvent(event({}))).toBe('Low: 4 available, reorder at 12')
    expect(describeEvent(event({ cause: 'reorderPoint' }))).toBe(
      'Low as the reorder point was set: 4 available, reorder at 12',
    )
    expect(describeEvent(event({ kind: 'worse', band: 'out', available: -2 }))).toBe(
      'Got worse: out of stock, −2 available',
    )
  })

  it('says who did what, with their note', () => {
    const acknowledged = event({ kind: 'acknowledged', cause: 'user', by: 'Sam', note: 'ordered' })
    expect(describeEvent(acknowledged)).toBe('Acknowledged by Sam: “ordered”')
    expect(describeEvent(event({ kind: 'reopened', cause: 'user', by: 'Sam' }))).toBe('Reopened by Sam')
    expect(describeEvent(event({ kind: 'reopened', cause: 'time' }))).toBe('The snooze is over')
  })

  it('says why it was over', () => {
    expect(describeEvent(event({ kind: 'resolved', available: 40 }))).toBe('Recovered: 40 available')
    expect(describeEvent(event({ kind: 'resolved', cause: 'reorderPoint', reorderPoint: 3 }))).toBe(
      'No longer low: reorder at 3',
    )
  })
})
