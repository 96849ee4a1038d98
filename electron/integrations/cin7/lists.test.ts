import { describe, expect, it } from 'vitest'
import { categoryList, locationList, productList, stockList, supplierList } from './lists'

const productRow = {
  ID: '5D0C0A3E-2C25-4D0E-8F8E-2A6B8B0D7A01',
  SKU: 'TEA-0007',
  Name: 'Smoked Oolong 100 g',
  Category: 'Loose tea',
  Brand: null,
  Barcode: '9421000000079',
  UOM: 'Item',
  Type: 'Stock',
  MinimumBeforeReorder: 12,
  ReorderQuantity: 48,
  LastModifiedOn: '2026-10-28T22:14:05.283Z',
  Suppliers: [
    { SupplierID: '9B0F', SupplierName: 'Nantou Leaf Co', SupplierInventoryCode: 'NL-88', Cost: 6.4 },
    { SupplierID: 'aa11', SupplierName: 'Second', SupplierInventoryCode: null },
  ],
  ReorderLevels: [
    { LocationID: '1F6A', LocationName: 'Main', MinimumBeforeReorder: 20, ReorderQuantity: 60 },
  ],
}

const stockRow = {
  ID: '5D0C0A3E',
  SKU: 'TEA-0007',
  Name: 'Smoked Oolong',
  Barcode: '94',
  Location: 'Queen St Shop',
  Bin: null,
  Batch: '',
  ExpiryDate: '2026-12-04T00:00:00',
  OnHand: 0.1 + 0.2,
  Allocated: 3,
  Available: -3,
  OnOrder: 60,
  StockOnHand: 211.293,
  InTransit: 12,
  NextDeliveryDate: null,
}

describe('productList', () => {
  it('reads a product with its suppliers in order and its levels', () => {
    expect(productList.read([productRow])).toEqual({
      rows: [
        {
          externalId: '5d0c0a3e-2c25-4d0e-8f8e-2a6b8b0d7a01',
          sku: 'TEA-0007',
          name: 'Smoked Oolong 100 g',
          category: 'Loose tea',
          brand: '',
          barcode: '9421000000079',
          unit: 'Item',
          type: 'Stock',
          reorderPoint: 12,
          reorderQuantity: 48,
          modifiedAt: Date.parse('2026-10-28T22:14:05.283Z'),
          isDeprecated: false,
          suppliers: [
            { externalId: '9b0f', name: 'Nantou Leaf Co', supplierSku: 'NL-88' },
            { externalId: 'aa11', name: 'Second', supplierSku: '' },
          ],
          reorderPoints: [{ locationExternalId: '1f6a', reorderPoint: 20, reorderQuantity: 60 }],
        },
      ],
      strange: [],
    })
  })

  it.each([null, '', [], undefined])('takes %j for no suppliers and no levels', (nothing) => {
    const { rows } = productList.read([{ ...productRow, Suppliers: nothing, ReorderLevels: nothing }])
    expect(rows).toMatchObject([{ suppliers: [], reorderPoints: [] }])
  })

  it('needs nothing but an id', () => {
    const { rows, strange } = productList.read([{ ID: 'a' }])
    expect(strange).toEqual([])
    expect(rows).toMatchObject([{ externalId: 'a', sku: '', reorderPoint: 0, modifiedAt: null }])
  })

  it('keeps a product whose supplier entry is strange, and says so', () => {
    const { rows, strange } = productList.read([{ ...productRow, Suppliers: [7, productRow.Suppliers[1]] }])
    expect(rows).toMatchObject([{ suppliers: [{ externalId: 'aa11' }] }])
    expect(strange).toMatchObject([{ position: 1, label: 'TEA-0007', isLost: false }])
  })
})

describe('stockList', () => {
  it('reads a row at its own grain; StockOnHand is money and available may be negative', () => {
    expect(stockList.read([stockRow]).rows).toEqual([
      {
        productExternalId: '5d0c0a3e',
        sku: 'TEA-0007',
        name: 'Smoked Oolong',
        barcode: '94',
        location: 'Queen St Shop',
        bin: '',
        batch: '',
        expiresAt: Date.UTC(2026, 11, 4),
        onHand: 0.3,
        allocated: 3,
        available: -3,
        onOrder: 60,
        inTransit: 12,
        stockValue: 211.293,
        nextDeliveryAt: null,
      },
    ])
  })

  it('reads figures that are missing, null, empty or written as text', () => {
    const { InTransit, NextDeliveryDate, ...olderRow } = stockRow
    const row = { ...olderRow, OnHand: '12.5000', Allocated: null, Available: '', OnOrder: ' -3 ' }
    expect(stockList.read([row]).rows).toMatchObject([
      { onHand: 12.5, allocated: 0, available: 0, onOrder: -3, inTransit: 0 },
    ])
  })

  it('leaves out one strange row and keeps the others', () => {
    const strangeRows = [
      null,
      7,
      'text',
      [],
      {},
      { ...stockRow, ID: '' },
      { ...stockRow, ID: null },
      { ...stockRow, Location: ' ' },
      { ...stockRow, OnHand: 'many' },
      { ...stockRow, OnHand: {} },
      { ...stockRow, OnHand: 1e300 },
      { ...stockRow, Available: true },
      { ...stockRow, SKU: { nested: true } },
    ]
    const { rows, strange } = stockList.read([stockRow, ...strangeRows, { ...stockRow, Bin: 'A-03' }])
    expect(rows).toHaveLength(2)
    expect(strange.map(({ position }) => position)).toEqual(strangeRows.map((_, index) => index + 2))
    expect(strange.at(-5)).toEqual({
      position: 10,
      label: 'TEA-0007',
      why: 'OnHand is missing or not what it should be',
      isLost: true,
    })
  })
})

describe('locationList', () => {
  it('leaves out bins, which are listed as locations with a parent, without calling them strange', () => {
    const main = { ID: '1F6A', Name: 'Main Warehouse', IsDefault: true, IsDeprecated: false, ParentID: null }
    const bin = { ID: 'c0ff', Name: 'A-03-1', IsDefault: false, IsDeprecated: false, ParentID: '1f6a' }
    const shop = { ID: '77b2', Name: 'Shop', ParentID: '00000000-0000-0000-0000-000000000000' }
    expect(locationList.read([main, bin, shop])).toEqual({
      rows: [
        { externalId: '1f6a', name: 'Main Warehouse', isDefault: true, isDeprecated: false },
        { externalId: '77b2', name: 'Shop', isDefault: false, isDeprecated: false },
      ],
      strange: [],
    })
  })

  it.each(['IsDeprecated', 'Deprecated'])('understands %s', (name) => {
    expect(locationList.read([{ ID: 'a', Name: 'Old', [name]: true }]).rows).toMatchObject([
      { isDeprecated: true },
    ])
  })
})

describe('supplierList and categoryList', () => {
  it('read what is used, in any case of the status', () => {
    const suppliers = supplierList.read([
      { ID: 'A', Name: 'One', Status: 'Active' },
      { ID: 'B', Name: 'Two', Status: 'DEPRECATED' },
    ])
    expect(suppliers.rows.map(({ isDeprecated }) => isDeprecated)).toEqual([false, true])
    expect(categoryList.read([{ ID: 'A', Name: ' Loose tea ' }]).rows).toEqual([
      { externalId: 'a', name: 'Loose tea' },
    ])
  })
})
