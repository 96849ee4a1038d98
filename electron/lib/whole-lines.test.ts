import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WholeLines } from './whole-lines'

function linesOf(pieces: string[], maxLength = 1_000): string[] {
  const lines: string[] = []
  const reader = new WholeLines((line) => lines.push(line), maxLength)
  for (const piece of pieces) reader.take(piece)
  reader.end()
  return lines
}

test('gives the same lines wherever the text is cut', () => {
  const line = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'ü', '{', '"', ' ', '\u001b') })
  const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 20 })
  fc.assert(
    fc.property(fc.array(line), cuts, fc.boolean(), (lines, places, isLastEnded) => {
      const text = lines.join('\r\n') + (isLastEnded ? '\n' : '')
      const ends = [...places.filter((place) => place < text.length).toSorted((a, b) => a - b), text.length]
      const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
      expect(linesOf(pieces)).toEqual(lines)
    }),
    { seed: 11 },
  )
})

test('keeps only the beginning of a line without an end', () => {
  const pieces = [...Array.from({ length: 10_000 }, () => 'x'.repeat(1_000)), '\nnext']
  expect(linesOf(pieces, 100)).toEqual(['x'.repeat(100), 'next'])
})
