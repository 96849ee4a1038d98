import { describe, expect, it } from 'vitest'
import type { Alert } from '../../../shared/domain/alert'
import { chipOf, describeHandling, describeOrder, describePoint, describeWhat } from './alert-words'
import { describeDone } from './use-alert-actions'

const now = new Date(2026, 10, 24, 9).getTime()
const HOUR = 60 * 60_000

const anAlert = (values: Partial<Alert> = {}) => ({
  state: 'open' as const,
  band: 'low' as const,
  coveredUntil: null,
  nextDeliveryAt: null,
  onOrder: 0,
  cause: 'figures' as const,
  before: 13,
  available: 4,
  openedAt: now - HOUR,
  bandAt: now - HOUR,
  runOutDays: null,
  ...values,
})

describe('what happened to a product, in words', () => {
  it('is the fall that made it low', () => {
    expect(describeWhat(anAlert(), now)).toEqual({ story: '13 → 4', outlook: null })
    expect(describeWhat(anAlert({ before: null }), now).story).toBe('When first seen')
  })

  it('is that the reorder point was set, where no figure moved', () => {
    const set = anAlert({ cause: 'reorderPoint', before: null })
    expect(describeWhat(set, now).story).toBe('Reorder point set')
  })

  it('says that it got worse since it was seen', () => {
    const worse = anAlert({ before: 1, available: -2, bandAt: now, band: 'out' })
    expect(describeWhat(worse, now).story).toBe('1 → −2, worse')
    const recovered = anAlert({ before: 1, available: 40, bandAt: now, band: 'out', state: 'resolved' })
    expect(describeWhat(recovered, now).story).toBe('1 → 40')
  })

  it('is what is due instead, until that day has passed', () => {
    const covered = anAlert({ onOrder: 40, coveredUntil: Date.UTC(2026, 10, 30) })
    expect(describeWhat(covered, now).story).toMatch(/^40 due Mon.*30/)
    expect(chipOf(covered, now)).toBe('incoming')
    const late = anAlert({ onOrder: 40, coveredUntil: Date.UTC(2026, 10, 23) })
    expect(describeWhat(late, now).story).toBe('13 → 4')
    expect(chipOf(late, now)).toBe('low')
  })

  it('says when it runs out, unless it has', () => {
    expect(describeWhat(anAlert({ runOutDays: 4.8 }), now).outlook).toBe('Runs out in about 5 days')
    expect(describeWhat(anAlert({ runOutDays: 0.3 }), now).outlook).toBe('Runs out in less than a day')
    expect(describeWhat(anAlert({ runOutDays: 0, band: 'out' }), now).outlook).toBeNull()
  })
})

it('shows no reorder point where none is set', () => {
  expect([0, 8].map(describePoint)).toEqual(['–', '8'])
})

it('says how much to order, or that it is nothing', () => {
  expect([0, 24].map(describeOrder)).toEqual(['–', '24'])
})

it('keeps who did something about an alert, and what they noted', () => {
  expect(describeHandling({ handledBy: 'Sam', note: 'ordered' })).toBe('Sam: “ordered”')
  expect(describeHandling({ handledBy: '', note: 'ordered' })).toBe('“ordered”')
  expect(describeHandling({ handledBy: 'Sam', note: '' })).toBe('Handled by Sam')
  expect(describeHandling({ handledBy: '', note: '' })).toBeNull()
})

it('says how many were left as they are because they had changed meanwhile', () => {
  expect(describeDone('acknowledge', 2, 2)).toBe('2 alerts acknowledged')
  expect(describeDone('snooze', 1, 2)).toBe('1 alert snoozed. 1 had changed meanwhile and stays as it is.')
  expect(describeDone('reopen', 0, 3)).toBe(
    '0 alerts reopened. 3 had changed meanwhile and stay as they are.',
  )
})
