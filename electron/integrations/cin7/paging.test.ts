import { describe, expect, it } from 'vitest'
import { Cin7Fault } from './errors'
import type { ListPage } from './list-walk'
import { walkPages } from './paging'

const signal = new AbortController().signal

interface Service {
  rows: number
  pageSize: number
  total: (page: number) => number | null
  /** Instead of an empty page past the end. */
  pastEnd?: 'last-page'
}

function aService({ rows, pageSize, total, pastEnd }: Service) {
  const asked: number[] = []
  const read = async (page: number): Promise<ListPage> => {
    asked.push(page)
    const lastPage = Math.max(1, Math.ceil(rows / pageSize))
    const shown = pastEnd === 'last-page' ? Math.min(page, lastPage) : page
    const from = (shown - 1) * pageSize
    const ids = Array.from({ length: Math.max(0, Math.min(pageSize, rows - from)) }, (_, i) => from + i)
    return { rows: ids, total: total(page), errors: [] }
  }
  return { read, asked }
}

async function collect(read: (page: number) => Promise<ListPage>, mostPages?: number) {
  const pages = []
  for await (const page of walkPages({ read, signal, ...(mostPages ? { mostPages } : {}) })) pages.push(page)
  return { pages, rows: pages.flatMap((page) => page.rows) }
}

const upTo = (rows: number) => Array.from({ length: rows }, (_, index) => index)

describe('walkPages', () => {
  for (const [name, total] of [
    ['right', (rows: number) => () => rows],
    ['absent', () => () => null],
    ['too low', () => () => 1],
    ['too high', (rows: number) => () => rows + 7],
    ['different on every page', (rows: number) => (page: number) => rows + page],
  ] as const) {
    it.each([0, 1, 9, 10, 11, 20, 25])(
      `reads all of %i rows in pages of 10 when the total is ${name}`,
      async (rows) => {
        const service = aService({ rows, pageSize: 10, total: total(rows) })
        expect((await collect(service.read)).rows).toEqual(upTo(rows))
      },
    )
  }

  it('does not ask again after a page shorter than the others', async () => {
    const service = aService({ rows: 25, pageSize: 10, total: () => 25 })
    await collect(service.read)
    expect(service.asked).toEqual([1, 2, 3])
  })

  describe('with pages that cannot be read', () => {
    const down = new Cin7Fault('provider_unavailable', 'retry', 'Cin7 has a problem.')
    const failing = (service: ReturnType<typeof aService>, ...lost: number[]) => ({
      ...service,
      read: (page: number) => (lost.includes(page) ? Promise.reject(down) : service.read(page)),
    })

    for (const [name, total] of [
      ['known', () => 35],
      ['unknown', () => null],
    ] as const) {
      for (const lost of [1, 2, 4]) {
        it(`passes over page ${lost} of 4 when the total is ${name}`, async () => {
          const service = failing(aService({ rows: 35, pageSize: 10, total }), lost)
          const { pages, rows } = await collect(service.read)
          const others = upTo(35).filter((row) => Math.floor(row / 10) !== lost - 1)
          expect(rows).toEqual(others)
          expect(pages.filter(({ fault }) => fault).map(({ number }) => number)).toEqual([lost])
        })
      }
    }

    it('ends with the fault when two in a row cannot be read', async () => {
      const service = failing(aService({ rows: 95, pageSize: 10, total: () => 95 }), 3, 4)
      await expect(collect(service.read)).rejects.toBe(down)
    })

    it('ends at once when there is no network', async () => {
      const offline = new Cin7Fault('offline', 'retry', 'No network.')
      await expect(collect(() => Promise.reject(offline))).rejects.toBe(offline)
    })
  })

  it('goes on where an earlier walk stopped', async () => {
    const { read, asked } = aService({ rows: 35, pageSize: 10, total: () => 35 })
    const before = []
    for await (const page of walkPages({ read, signal })) {
      before.push(page)
      if (page.number === 2) break
    }
    asked.length = 0
    const rows = []
    for await (const page of walkPages({ read, signal, start: before.at(-1)!.position }))
      rows.push(...page.rows)
    expect(rows).toEqual(upTo(35).slice(20))
    expect(asked[0]).toBe(3)
  })

  it('reads its share of a long list and not one page more, and a short list to its end', async () => {
    const long = aService({ rows: 95, pageSize: 10, total: () => 95 })
    const pages = []
    for await (const page of walkPages({ read: long.read, signal, share: 4 })) pages.push(page)
    expect(pages.map(({ number, isShareSpent }) => [number, isShareSpent])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ])
    expect(long.asked).toEqual([1, 2, 3, 4])

    const short = aService({ rows: 35, pageSize: 10, total: () => 35 })
    const rows = []
    for await (const page of walkPages({ read: short.read, signal, share: 4 })) rows.push(...page.rows)
    expect(rows).toEqual(upTo(35))
  })

  it('reads one empty page of an empty list', async () => {
    const { pages } = await collect(aService({ rows: 0, pageSize: 10, total: () => 0 }).read)
    expect(pages).toMatchObject([{ number: 1, rows: [], errors: [], pagesDone: 1, pagesKnown: 1 }])
    expect(pages).toHaveLength(1)
  })

  it('tells how many pages there will be from the total and the real page size', async () => {
    const { pages } = await collect(aService({ rows: 95, pageSize: 10, total: () => 95 }).read)
    expect(pages.map(({ pagesDone, pagesKnown }) => [pagesDone, pagesKnown])).toEqual(
      upTo(10).map((index) => [index + 1, 10]),
    )
  })

  it('reads on while the caller works on a page, but no further than one page', async () => {
    const service = aService({ rows: 50, pageSize: 10, total: () => 50 })
    const walk = walkPages({ read: service.read, signal })
    await walk.next()
    expect(service.asked).toEqual([1, 2])
    await walk.return(undefined)
  })

  it('ends the read under way when the caller stops early', async () => {
    let given: AbortSignal | null = null
    const walk = walkPages({
      signal,
      read: async (page, pageSignal) => {
        given = pageSignal
        return page === 1 ? { rows: [1, 2], total: 9, errors: [] } : new Promise(() => {})
      },
    })
    await walk.next()
    await walk.return(undefined)
    expect(given!.aborted).toBe(true)
  })

  it('accepts a service that repeats its last page once everything was read', async () => {
    const service = aService({ rows: 20, pageSize: 10, total: () => 20, pastEnd: 'last-page' })
    expect((await collect(service.read)).rows).toEqual(upTo(20))
  })

  it.each([null, 500])(
    'refuses a service that sends the same page again and again (total %s)',
    async (total) => {
      const read = async () => ({ rows: ['a', 'b'], total, errors: [] })
      await expect(collect(read)).rejects.toMatchObject({ code: 'provider_changed' })
    },
  )

  it('refuses a list without end instead of cutting it off', async () => {
    const service = aService({ rows: 1_000, pageSize: 10, total: () => 1_000 })
    await expect(collect(service.read, 5)).rejects.toMatchObject({ code: 'provider_changed' })
  })

  it('misses no row of a short list when an earlier one is removed while it is read', async () => {
    let rows = upTo(30)
    const read = async (page: number): Promise<ListPage> => {
      if (page === 2 && rows.length === 30) rows = rows.filter((id) => id !== 3)
      return { rows: rows.slice((page - 1) * 10, page * 10), total: rows.length, errors: [] }
    }
    expect(new Set((await collect(read)).rows)).toEqual(new Set(upTo(30)))
  })

  it('reads only the page before again in a long list, and hands pages on in the order of reading', async () => {
    let rows = upTo(300)
    const asked: number[] = []
    const read = async (page: number): Promise<ListPage> => {
      asked.push(page)
      if (page === 15 && rows.length === 300) rows = rows.filter((id) => id !== 3)
      return { rows: rows.slice((page - 1) * 10, page * 10), total: rows.length, errors: [] }
    }
    const { pages, rows: all } = await collect(read)
    const numbers = pages.map(({ number }) => number)
    expect(new Set(all)).toEqual(new Set(upTo(300)))
    expect(asked.filter((page) => page === 14)).toHaveLength(2)
    expect(numbers).toEqual(asked.slice(0, numbers.length))
    expect(asked.length).toBeLessThan(35)
  })

  it.each([20, 300])('reads %i rows once when the page past the end tells another total', async (rows) => {
    const total = (page: number) => (page > rows / 10 ? 0 : rows)
    for (const pastEnd of [undefined, 'last-page'] as const) {
      const service = aService({ rows, pageSize: 10, total, ...(pastEnd && { pastEnd }) })
      expect((await collect(service.read)).rows).toEqual(upTo(rows))
      expect(service.asked).toEqual(upTo(rows / 10 + 1).map((index) => index + 1))
    }
  })

  it.each([21, 301])(
    'misses not the last of %i rows when it moves from its page to the one before',
    async (count) => {
      let rows = upTo(count)
      const lastPage = Math.ceil(count / 10)
      const read = async (page: number): Promise<ListPage> => {
        if (page === lastPage && rows.length === count) rows = rows.filter((id) => id !== 3)
        return { rows: rows.slice((page - 1) * 10, page * 10), total: rows.length, errors: [] }
      }
      expect(new Set((await collect(read)).rows)).toEqual(new Set(upTo(count)))
    },
  )

  it('hands on what a page says it could not deliver', async () => {
    const read = async (page: number) => ({ rows: [], total: 0, errors: page === 1 ? ['not today'] : [] })
    expect((await collect(read)).pages[0]?.errors).toEqual(['not today'])
  })
})
