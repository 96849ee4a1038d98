import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNarrowed, parseChoice, type StockChoice, startChoice, writeChoice } from './stock-choice'

const anyChoice: fc.Arbitrary<StockChoice> = fc.record({
  search: fc.string({ maxLength: 200 }),
  locationId: fc.option(fc.nat()),
  category: fc.option(fc.string({ maxLength: 50 })),
  supplierId: fc.option(fc.nat()),
  states: fc.uniqueArray(fc.constantFrom('out', 'low', 'incoming', 'ok')),
  marks: fc.uniqueArray(fc.constantFrom('negative', 'stale', 'unmoved')),
  sort: fc.record({
    column: fc.constantFrom('product', 'available', 'state', 'updatedAt'),
    descending: fc.boolean(),
  }),
})

describe('the stock choice in the address', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        expect(parseChoice(writeChoice(choice))).toEqual(choice)
      }),
      { seed: 7 },
    )
  })

  it('is empty at the start, so that a plain address shows everything', () => {
    expect(writeChoice(startChoice)).toBe('')
    expect(parseChoice('')).toEqual(startChoice)
  })

  it('ignores what does not make sense', () => {
    const strange = 'location=-1&supplier=abc&state=burning&state=low&mark=red&mark=stale&sort=__proto__'
    expect(parseChoice(strange)).toEqual({ ...startChoice, states: ['low'], marks: ['stale'] })
  })
})

describe('isNarrowed', () => {
  it('does not count blanks in the search or the order of rows', () => {
    expect(isNarrowed({ ...startChoice, search: '  ', sort: { column: 'product', descending: true } })).toBe(
      false,
    )
  })

  it('counts each filter', () => {
    expect(isNarrowed({ ...startChoice, supplierId: 0 })).toBe(true)
    expect(isNarrowed({ ...startChoice, states: ['ok'] })).toBe(true)
    expect(isNarrowed({ ...startChoice, marks: ['stale'] })).toBe(true)
  })
})
