import { describe, expect, it } from 'vitest'
import { followRow } from './active-row'
import { inventRows } from './invented-rows'
import { startChoice } from './stock-choice'
import { BLOCK_ROWS, type StockSnapshot } from './stock-window'

const rows = inventRows(BLOCK_ROWS * 2)
const [first, second] = [rows.slice(0, BLOCK_ROWS), rows.slice(BLOCK_ROWS)]
const idAt = (index: number) => rows[index]!.productId

function snapshotOf(...blocks: [number, typeof rows][]): StockSnapshot {
  return { choice: startChoice, total: rows.length, blocks: new Map(blocks) }
}

describe('followRow', () => {
  it('goes with the product to its new place, over blocks', () => {
    const swapped = snapshotOf([0, second], [1, first])
    expect(followRow({ index: 3, productId: idAt(3) }, swapped)).toEqual({
      index: BLOCK_ROWS + 3,
      productId: idAt(3),
    })
  })

  it('stays where the product is', () => {
    const active = { index: 3, productId: idAt(3) }
    expect(followRow(active, snapshotOf([0, first]))).toEqual(active)
  })

  it('stays in its place, and keeps looking for the product, when that is not among the rows read', () => {
    const active = { index: 3, productId: idAt(3) }
    const without = followRow(active, snapshotOf([0, second]))
    expect(without).toEqual(active)
    expect(followRow(without, snapshotOf([1, first])).index).toBe(BLOCK_ROWS + 3)
  })

  it('takes the product of its place once that is read', () => {
    const waiting = { index: 3, productId: null }
    expect(followRow(waiting, snapshotOf([1, second]))).toEqual(waiting)
    expect(followRow(waiting, snapshotOf([0, first]))).toEqual({ index: 3, productId: idAt(3) })
  })
})
