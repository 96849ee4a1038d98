import { beforeEach, describe, expect, it } from 'vitest'
import { aLocation, aProduct } from '../testing/factories'
import { IndexSetup } from '../testing/stock-setup'

let shop: IndexSetup

beforeEach(async () => {
  shop = new IndexSetup()
  await shop.index.reload()
  const run = shop.startRun()
  run.putLocations([aLocation()])
  run.putProducts([
    aProduct({ sku: 'TEA-1', barcode: '9421' }),
    aProduct({ sku: 'TEA-2', barcode: '94211' }),
    aProduct({ sku: '9421', barcode: '' }),
    aProduct({ sku: 'CUP-1', barcode: '777' }),
    aProduct({ sku: 'CUP-2', barcode: '777' }),
    aProduct({ sku: 'HELP', barcode: '555', type: 'Service' }),
  ])
})

function skusFound(code: string): string[] {
  const skus = new Map(shop.ask().rows.map(({ productId, sku }) => [productId, sku]))
  return shop.index.findCode(code).map((id) => skus.get(id) ?? '?')
}

describe('a product looked up by its code', () => {
  it('is the one with exactly that barcode, before one with that SKU', () => {
    expect(skusFound('9421')).toEqual(['TEA-1'])
    expect(skusFound('94211')).toEqual(['TEA-2'])
  })

  it('is the one with that SKU, however it is written, where no barcode is the same', () => {
    expect(skusFound('tea-2')).toEqual(['TEA-2'])
  })

  it('is none for a part of a code, and none that the stock view leaves out', () => {
    expect(skusFound('942')).toEqual([])
    expect(skusFound('TEA')).toEqual([])
    expect(skusFound('555')).toEqual([])
  })

  it('is each product that has the code', () => {
    expect(skusFound('777')).toEqual(['CUP-1', 'CUP-2'])
  })
})
