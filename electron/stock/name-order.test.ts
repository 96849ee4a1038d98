import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareText, NameOrder } from './name-order'

const name = fc.constantFrom('a', 'A', 'á', 'b', 'item 9', 'item 10', '', 'ß', '-')

it('is the same as sorting everything at once, however names come and change', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(name, { maxLength: 7 })),
      fc.array(fc.record({ slot: fc.nat(), name })),
      (blocks, moves) => {
        const names: string[] = []
        const order = new NameOrder(names)
        for (const block of blocks) order.add(block.map((each) => names.push(each) - 1))
        for (const move of names.length > 0 ? moves : []) {
          const slot = move.slot % names.length
          names[slot] = move.name
          order.move(slot)
        }
        const expected = names.map((_name, slot) => slot)
        expected.sort((a, b) => compareText(names[a] ?? '', names[b] ?? '') || a - b)
        expect([...order.all()]).toEqual(expected)
      },
    ),
    { seed: 20_262 },
  )
})
