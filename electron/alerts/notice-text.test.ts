import { describe, expect, it } from 'vitest'
import { digestOf, type NoticeFacts, noticeOf, summaryOf } from './notice-text'

const oil: NoticeFacts = {
  productId: 1,
  name: 'Beard oil 50 ml',
  location: 'Queen St Shop',
  band: 'low',
  available: 3,
  reorderPoint: 8,
  onOrder: 0,
  coveredUntil: null,
  nextDeliveryAt: null,
}

const others = (count: number, values: Partial<NoticeFacts> = {}) =>
  Array.from({ length: count }, (_, index) => ({
    ...oil,
    ...values,
    productId: index + 2,
    name: `Tea ${index + 1}`,
  }))

describe('a notice of one alert', () => {
  it('names the product, and says how much is left where and what is on order', () => {
    expect(noticeOf(oil, 'en-NZ')).toEqual({
      title: 'Low stock: Beard oil 50 ml',
      body: '3 available at Queen St Shop · reorder point 8 · none on order',
    })
  })

  it('says out of stock when nothing is left, and low stock before that', () => {
    expect(noticeOf({ ...oil, band: 'out', available: -2.5 }, 'en-NZ')).toEqual({
      title: 'Out of stock: Beard oil 50 ml',
      body: '-2.5 available at Queen St Shop · reorder point 8 · none on order',
    })
  })

  it('says that there is no reorder point where none is set', () => {
    expect(noticeOf({ ...oil, band: 'out', available: 0, reorderPoint: 0 }, 'en-NZ').body).toBe(
      '0 available at Queen St Shop · no reorder point · none on order',
    )
  })

  it('says that it is critical before all else', () => {
    expect(noticeOf({ ...oil, band: 'critical', available: 2 }, 'en-NZ')).toEqual({
      title: 'Low stock: Beard oil 50 ml',
      body: 'Critical: 2 available at Queen St Shop · reorder point 8 · none on order',
    })
  })

  it('says when what is on order is due, and only that it is ordered when no day is known', () => {
    const nextDeliveryAt = Date.UTC(2026, 10, 27)
    const ordered = { ...oil, onOrder: 1224 }
    expect(noticeOf({ ...ordered, nextDeliveryAt }, 'en-NZ').body).toMatch(
      / · 1,224 on order, due Fri 27 Nov$/,
    )
    expect(noticeOf(ordered, 'en-NZ').body).toMatch(/ · 1,224 on order$/)
  })

  it('keeps hostile names to one short line of plain text', () => {
    const name = `<b>Oil</b>\n\u202egnp\u0000.\ud800 & ${'very '.repeat(40)}`
    const { title, body } = noticeOf({ ...oil, name, location: '<a href="x">Main</a>' })
    expect(title).toMatch(/^Low stock: ‹b›Oil‹\/b› gnp \. & very [^\n]*…$/)
    expect([...title].length).toBeLessThanOrEqual(72)
    expect(body).toContain('at ‹a href="x"›Main‹/a› ·')
  })

  it('cuts a long name between characters', () => {
    expect(noticeOf({ ...oil, name: '🧴'.repeat(80) }).title).toBe(`Low stock: ${'🧴'.repeat(59)}…`)
  })
})

describe('a summary', () => {
  it('counts products once, says of the worst three how bad they are and where, and how many more there are', () => {
    const out = { ...oil, productId: 20, name: 'Comb', band: 'out' as const, available: 0 }
    const critical = { ...oil, productId: 21, name: 'Soap', band: 'critical' as const, available: 2.5 }
    const elsewhere = { ...oil, location: 'Main' }
    expect(summaryOf([out, critical, oil, elsewhere, ...others(4)], 'en-NZ')).toEqual({
      title: '7 products are low, 1 of them out of stock',
      body: [
        'Out of stock: Comb at Queen St Shop',
        'Critical: Soap, 2.5 available at Queen St Shop',
        'Low: Beard oil 50 ml, 3 available at Queen St Shop',
        'and 4 more',
      ].join('\n'),
    })
    expect(summaryOf([oil, ...others(2)]).body).not.toContain('more')
  })

  it('keeps each line short', () => {
    const long = { ...oil, name: 'Tea '.repeat(30), location: 'Store '.repeat(30) }
    for (const line of summaryOf([long, ...others(6)]).body.split('\n'))
      expect(line.length).toBeLessThanOrEqual(100)
  })

  it('says how many are out of stock', () => {
    const out = { ...oil, band: 'out' as const }
    expect(summaryOf([out, ...others(6)]).title).toBe('7 products are low, 1 of them out of stock')
    expect(summaryOf(others(4, { band: 'out' })).title).toBe('4 products are out of stock')
    expect(summaryOf([oil, { ...oil, location: 'Main' }]).title).toBe('1 product is low')
  })

  it('of a day is told from others by its title', () => {
    expect(digestOf(others(4)).title).toBe('Daily summary: 4 products are low')
    expect(digestOf([oil]).title).toBe('Daily summary: 1 product is low')
  })
})
