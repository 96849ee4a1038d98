import { beforeEach, describe, expect, it } from 'vitest'
import type { StockPage } from '../../../shared/domain/stock'
import { inventRows } from './invented-rows'
import { type StockChoice, startChoice } from './stock-choice'
import { BLOCK_ROWS, rowAt, StockWindow } from './stock-window'

interface Call {
  choice: StockChoice
  offset: number
  limit: number
  answer(): Promise<void>
  fail(error: Error): Promise<void>
}

const stored = inventRows(1_000)
const byName: StockChoice = { ...startChoice, sort: { column: 'product', descending: false } }
const oil: StockChoice = { ...byName, search: 'oil' }
const pomade: StockChoice = { ...byName, search: 'pomade' }

let calls: Call[]
let window: StockWindow

beforeEach(() => {
  calls = []
  window = new StockWindow(
    (choice, offset, limit) =>
      new Promise<StockPage>((resolve, reject) => {
        const answer = () => {
          const rows = stored.filter(({ name }) => name.toLowerCase().includes(choice.search))
          resolve({ total: rows.length, offset, rows: rows.slice(offset, offset + limit) })
          return settle()
        }
        const fail = (error: Error) => {
          reject(error)
          return settle()
        }
        calls.push({ choice, offset, limit, answer, fail })
      }),
  )
})

describe('StockWindow', () => {
  it('reads the first block of a new choice', async () => {
    window.show(byName)
    await calls[0]?.answer()
    expect(calls).toMatchObject([{ offset: 0, limit: BLOCK_ROWS }])
    expect(window.getState().snapshot?.total).toBe(1_000)
    expect(nameAt(0)).toBe('Beard oil 1')
    expect(rowAt(window.getState().snapshot!, BLOCK_ROWS)).toBeUndefined()
  })

  it('shows rows that are known from the start and asks only for the others', async () => {
    const page = { total: 1_000, offset: 0, rows: stored.slice(0, BLOCK_ROWS) }
    let asked = -1
    window = new StockWindow(
      async (_choice, offset, limit) => {
        asked = offset
        return { total: 1_000, offset, rows: stored.slice(offset, offset + limit) }
      },
      { choice: byName, page },
    )
    expect(nameAt(0)).toBe('Beard oil 1')
    window.show(byName)
    window.want(0, 20)
    expect(asked).toBe(-1)
    window.want(90, 110)
    expect(asked).toBe(BLOCK_ROWS)
    await settle()
    expect(nameAt(110)).toBeDefined()
    expect(nameAt(0)).toBe('Beard oil 1')
  })

  it('reads only the blocks on screen that are not there yet', async () => {
    window.show(byName)
    await calls[0]?.answer()
    window.want(95, 120)
    await calls[1]?.answer()
    window.want(100, 130)
    expect(calls.slice(1)).toMatchObject([{ offset: 100, limit: 100 }])
    expect(nameAt(120)).toBeDefined()
  })

  it('shows the old rows until the first rows of the new choice are there', async () => {
    window.show(byName)
    await calls[0]?.answer()
    window.show(oil)
    expect(window.getState().snapshot?.choice).toBe(byName)
    await calls[1]?.answer()
    expect(window.getState().snapshot?.choice).toBe(oil)
    expect(nameAt(0)).toMatch(/oil/i)
  })

  it('asks once more, for the newest choice, when several were typed while one read was under way', async () => {
    window.show(byName)
    window.show(oil)
    window.show(pomade)
    expect(calls).toHaveLength(1)
    await calls[0]?.answer()
    expect(window.getState().snapshot).toBeNull()
    expect(calls[1]?.choice).toBe(pomade)
    await calls[1]?.answer()
    expect(calls).toHaveLength(2)
    expect(nameAt(0)).toMatch(/pomade/i)
  })

  it('reads the rows on screen again after the stock changed, and keeps them until then', async () => {
    window.show(byName)
    await calls[0]?.answer()
    window.want(450, 470)
    await calls[1]?.answer()
    window.refresh()
    expect(nameAt(455)).toBeDefined()
    await calls[2]?.answer()
    expect(calls[2]).toMatchObject({ offset: 400, limit: 100 })
    expect(nameAt(455)).toBeDefined()
    expect(nameAt(0)).toBeUndefined()
  })

  it('keeps the rows when a later read fails, and reads again when asked', async () => {
    window.show(byName)
    await calls[0]?.answer()
    window.refresh()
    await calls[1]?.fail(new Error('busy'))
    expect(window.getState()).toMatchObject({ error: { message: 'busy' } })
    expect(nameAt(0)).toBeDefined()
    expect(calls).toHaveLength(2)
    window.refresh()
    await calls[2]?.answer()
    expect(window.getState().error).toBeNull()
  })

  it('answers an empty result without asking for ever', async () => {
    const nothing = { ...byName, search: 'no such thing' }
    window.show(nothing)
    await calls[0]?.answer()
    window.want(0, 0)
    expect(window.getState().snapshot?.total).toBe(0)
    expect(calls).toHaveLength(1)
  })
})

function nameAt(index: number): string | undefined {
  const { snapshot } = window.getState()
  return snapshot ? rowAt(snapshot, index)?.name : undefined
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}
