import { expect, it } from 'vitest'
import { IdSet } from './id-set'

it('holds the ids that were added, each once', () => {
  const ids = new IdSet()
  expect(ids.add(7)).toBe(true)
  expect(ids.add(7)).toBe(false)
  expect(ids.add(8)).toBe(true)
  expect(ids.add(9_000_000)).toBe(true)
  expect([6, 7, 8, 9, 9_000_000, 99_000_000].map((id) => ids.has(id))).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
  ])
  expect(ids.size).toBe(3)
})

it('knows whether a range is complete', () => {
  const ids = new IdSet()
  for (let id = 5; id <= 40; id++) ids.add(id)
  expect(ids.hasAll(5, 40)).toBe(true)
  expect(ids.hasAll(4, 40)).toBe(false)
  expect(ids.hasAll(5, 41)).toBe(false)
})
