import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareText, NameOrder } from './name-order'

const name = fc.constantFrom('a', 'A', 'á', 'b', 'item 9', 'item 10', '', 'ß', '-')

/** As while syncing: each page brings new products and renames known ones, and now and then somebody looks. */
const page = fc.record({
  renames: fc.array(fc.record({ slot: fc.nat(), name }), { maxLength: 9 }),
  added: fc.array(name, { maxLength: 7 }),
  steps: fc.nat({ max: 5 }),
  isAsked: fc.boolean(),
})

it('is the same as sorting everything at once, however names come and change', () => {
  fc.assert(
    fc.property(fc.array(page, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), (pages, namesPerStep) => {
      const names: string[] = []
      const order = new NameOrder(names, namesPerStep)
      for (const { renames, added, steps, isAsked } of pages) {
        for (const rename of names.length > 0 ? renames : []) {
          const slot = rename.slot % names.length
          order.move(slot)
          names[slot] = rename.name
        }
        order.add(added.map((each) => names.push(each) - 1))
        for (let step = 0; step < steps; step++) order.mergeStep()
        if (isAsked) expect([...order.all()]).toEqual(sorted(names))
      }
      expect([...order.all()]).toEqual(sorted(names))
    }),
    { seed: 20_262, numRuns: 500 },
  )
})

function sorted(names: readonly string[]): number[] {
  const slots = names.map((_name, slot) => slot)
  return slots.sort((a, b) => compareText(names[a] ?? '', names[b] ?? '') || a - b)
}
