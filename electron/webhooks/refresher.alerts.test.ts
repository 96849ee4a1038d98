import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TRUSTED_MS } from '../../shared/staleness'
import { isTrusted } from '../stock/pair-needs'
import type { LiveSetup } from '../testing/live-setup'
import { shopThatSold } from '../testing/live-shops'

let shop: LiveSetup

beforeEach(async () => {
  shop = await shopThatSold()
})

afterEach(() => shop.close())

const isJudged = (sku: string) => {
  const { stock } = shop.index
  return isTrusted(stock, stock.skus.indexOf(sku), shop.clock.now(), TRUSTED_MS)
}

describe('alerts', () => {
  it('are judged on confirmed figures', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    expect(isJudged('A')).toBe(false)
    expect(isJudged('B')).toBe(true)
    await shop.settle()
    expect(isJudged('A')).toBe(true)
    expect(shop.reviews).toBe(1)
    await shop.clock.advance(120_000)
    expect(shop.reviews).toBe(1)
  })

  it('are judged on provisional figures after a minute in which nothing confirmed them', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.clock.advance(59_000)
    expect([isJudged('A'), shop.reviews]).toEqual([false, 0])
    await shop.clock.advance(2_000)
    expect([isJudged('A'), shop.reviews]).toEqual([true, 1])
  })

  it('are judged although the clock was put back', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    shop.clock.jumpWallClock(-3_600_000)
    expect(isJudged('A')).toBe(true)
  })
})
