import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SortColumn, StockColumn } from '../../../shared/domain/stock'
import { allColumns, fitColumns, measureColumns, shapeColumns } from './columns'

const usual = allColumns.filter((column) => column !== 'supplier' && column !== 'runOut')
const namesIn = (
  room: number,
  { chosen = usual, sortedBy = 'state' }: { chosen?: StockColumn[]; sortedBy?: SortColumn } = {},
) => fitColumns(shapeColumns(chosen, 'comfortable'), room, sortedBy).map(({ column }) => column)

describe('shapeColumns', () => {
  it('always has the product, and the others in their fixed order', () => {
    const columns = shapeColumns(['state', 'category'], 'compact').map(({ column }) => column)
    expect(columns).toEqual(['product', 'category', 'state'])
  })
})

describe('fitColumns', () => {
  it('leaves out nothing while there is room', () => {
    expect(namesIn(1_500, { chosen: allColumns })).toEqual(allColumns)
  })

  it('keeps what decides about ordering longest', () => {
    expect(namesIn(743)).toEqual(['product', 'onHand', 'available', 'onOrder', 'reorderPoint', 'state'])
  })

  it('never leaves out the product, what is available and the state', () => {
    expect(namesIn(100)).toEqual(['product', 'available', 'state'])
  })

  it('leaves out the column that the rows are sorted by last', () => {
    expect(namesIn(616, { sortedBy: 'category' })).toEqual(['product', 'category', 'available', 'state'])
    expect(namesIn(615, { sortedBy: 'category' })).toEqual(['product', 'available', 'state'])
  })

  it('shows the supplier, once asked for, in a window of the usual size', () => {
    expect(namesIn(1_053, { chosen: allColumns })).toContain('supplier')
  })
})

describe('measureColumns', () => {
  it('never needs more room than there is, down to the smallest window at 200 %', () => {
    const densities = fc.constantFrom('comfortable' as const, 'compact' as const)
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 2_000 }), densities, (room, density) => {
        const columns = fitColumns(shapeColumns(allColumns, density), room, 'state')
        expect(measureColumns(columns, room).leastWidth).toBeLessThanOrEqual(room)
      }),
      { seed: 7 },
    )
  })

  it('gives the product what is left over', () => {
    const columns = shapeColumns(['available'], 'comfortable')
    expect(measureColumns(columns, 900)).toEqual({ tracks: 'minmax(236px, 1fr) 132px', leastWidth: 368 })
  })
})
