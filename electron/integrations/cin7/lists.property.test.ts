import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categoryList, type List, locationList, productList, stockList, supplierList } from './lists'

const ID = '5d0c0a3e-2c25-4d0e-8f8e-2a6b8b0d7a01'
const lists: [Pick<List<unknown>, 'resource' | 'read'>, Record<string, unknown>][] = [
  [locationList, { ID, Name: 'Main', IsDefault: true, ParentID: null }],
  [categoryList, { ID, Name: 'Loose tea' }],
  [supplierList, { ID, Name: 'Nantou Leaf Co', Status: 'Active' }],
  [
    productList,
    { ID, SKU: 'TEA-0007', Name: 'Oolong', LastModifiedOn: '', Suppliers: [], ReorderLevels: [], Status: '' },
  ],
  [stockList, { ID, SKU: 'TEA-0007', Location: 'Main', ExpiryDate: null, OnHand: 3, NextDeliveryDate: '' }],
]

/** What no service should send, and what some do. */
const strangeValue = fc.oneof(
  fc.jsonValue(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    '1e400',
    '-0',
    '0001-01-01T00:00:00',
    '9999-12-31',
    '2026-02-30',
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom(Number.MAX_VALUE, -1e300, 5e-324, 'NaN', '12,5', '__proto__'),
)

describe.each(lists.map(([list, row]) => ({ name: list.resource, list, row })))(
  'a page of $name',
  ({ list, row }) => {
    it('loses no good row to a strange one, which is used or told', () => {
      const strangeRow = fc.oneof(
        strangeValue,
        fc
          .tuple(fc.constantFrom(...Object.keys(row)), strangeValue)
          .map(([field, value]) => ({ ...row, [field]: value })),
      )
      fc.assert(
        fc.property(strangeRow, (strange) => {
          const [before, after] = [
            { ...row, ID: 'before' },
            { ...row, ID: 'after' },
          ]
          const { rows, strange: told } = list.read([before, strange, after])
          expect([rows[0], rows.at(-1)]).toEqual(list.read([before, after]).rows)
          const isUsed = rows.length === 3
          const isTold = told.some(({ position, isLost, why }) => position === 2 && isLost && why !== '')
          const isBin = list === locationList && !isUsed && told.length === 0
          expect(isUsed !== isTold || isBin).toBe(true)
          expect(isStorable(rows)).toBe(true)
        }),
        { seed: 1_000, numRuns: 1_000 },
      )
    })
  },
)

/** What SQLite takes: text, numbers that are some, and nothing. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isStorable)
  return typeof value === 'number' ? Number.isFinite(value) : value !== undefined
}
