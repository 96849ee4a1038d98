import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonShape } from './json-shape'

const shapeOf = (json: string) => jsonShape(Buffer.from(json))

describe('jsonShape', () => {
  it.each([
    ['', 0, 0],
    ['1', 0, 0],
    ['[]', 1, 0],
    ['[[],[[]]]', 3, 0],
    ['{"a":{"b":[1,2]}}', 3, 2],
    ['{"a":"{[:","b":"\\":\\\\"}', 1, 2],
    ['{"\\\\":1,"é:":2}', 1, 2],
    ['[1,2', 1, 0],
    ['}}}[', 0, 0],
    ['{"a', 1, 0],
    ['{"a\\', 1, 0],
  ])('counts the depth and the keys of %j', (json, depth, keys) => {
    expect(shapeOf(json)).toEqual({ depth, keys })
  })

  it('counts as a walk through the parsed values does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (json) => {
        expect(shapeOf(json)).toEqual(walk(JSON.parse(json)))
      }),
      { seed: 41, numRuns: 500 },
    )
  })
})

function walk(value: unknown): { depth: number; keys: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, keys: 0 }
  const inside = Object.values(value).map(walk)
  return {
    depth: 1 + Math.max(0, ...inside.map(({ depth }) => depth)),
    keys: inside.reduce((sum, { keys }) => sum + keys, Array.isArray(value) ? 0 : inside.length),
  }
}
