import { describe, expect, it } from 'vitest'
import { AlertItems } from './alert-items'

describe('the lines of the alert list', () => {
  it('are the alerts alone without groups', () => {
    const items = new AlertItems(3, [])
    expect(items.count).toBe(3)
    expect([0, 2].map((line) => items.at(line))).toEqual([
      { kind: 'alert', index: 0 },
      { kind: 'alert', index: 2 },
    ])
    expect(items.lineOf(2)).toBe(2)
  })

  it('have the head of each group before its alerts', () => {
    const items = new AlertItems(3, [
      { name: 'Oil Works', count: 2 },
      { name: '', count: 1 },
    ])
    expect(Array.from({ length: items.count }, (_, line) => items.at(line))).toEqual([
      { kind: 'group', name: 'Oil Works', count: 2 },
      { kind: 'alert', index: 0 },
      { kind: 'alert', index: 1 },
      { kind: 'group', name: '', count: 1 },
      { kind: 'alert', index: 2 },
    ])
  })

  it('find each of many alerts again', () => {
    const groups = Array.from({ length: 500 }, (_, group) => ({ name: `${group}`, count: 1 + (group % 7) }))
    const total = groups.reduce((sum, { count }) => sum + count, 0)
    const items = new AlertItems(total, groups)
    for (let index = 0; index < total; index++) {
      expect(items.at(items.lineOf(index))).toEqual({ kind: 'alert', index })
    }
  })
})
