import { describe, expect, it, vi } from 'vitest'
import { TrendReader } from './trend-reader'

const trendOf = (productId: number) => ({ productId, available: [productId, null] })
/** Long enough for the promises of one read. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

describe('TrendReader', () => {
  it('reads each product once, until its stock has changed', async () => {
    const read = vi.fn(async (ids: number[]) => ids.map(trendOf))
    const reader = new TrendReader(read)
    reader.want([1, 2])
    await settled()
    reader.want([2, 3])
    await settled()
    reader.changed([3, 9])
    await settled()
    expect(read.mock.calls.map(([ids]) => ids)).toEqual([[1, 2], [3], [3]])
    expect(reader.getState().get(3)).toEqual([3, null])
  })

  it('reads only what is on screen last while one answer is awaited', async () => {
    const read = vi.fn(async (ids: number[]) => ids.map(trendOf))
    const reader = new TrendReader(read)
    for (const id of [1, 2, 3]) reader.want([id])
    await settled()
    expect(read.mock.calls.map(([ids]) => ids)).toEqual([[1], [3]])
  })

  it('does not ask again and again for what cannot be read', async () => {
    const read = vi.fn(async () => Promise.reject(new Error('no')))
    const reader = new TrendReader(read)
    reader.want([1])
    await settled()
    reader.want([1])
    await settled()
    expect(read).toHaveBeenCalledTimes(1)
    expect(reader.getState().get(1)).toEqual([])
  })
})
