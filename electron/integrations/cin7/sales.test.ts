import { describe, expect, it } from 'vitest'
import { setUpCin7 } from '../../testing/cin7-setup'
import type { SimulatorOptions } from './simulator'

async function setUp(options: SimulatorOptions = {}) {
  const setup = await setUpCin7(options)
  const { simulator, cin7, access } = setup
  let calls = 0
  const reading = { signal: new AbortController().signal, onCall: () => void calls++ }
  const productsOf = (id: string, orderNumber = '') =>
    cin7.productsOfSale({ ...access, reading }, { id, orderNumber })
  const stockOf = (id: string) => cin7.productStock({ ...access, reading }, id)
  const product = simulator.addProduct({ sku: 'TEST-1', name: 'Test mug' })
  const location = simulator.shop.locations[0]!.name
  simulator.setStock({ sku: 'TEST-1', location }, { onHand: 9 })
  const sell = (isAdvanced = false) => simulator.sell({ sku: 'TEST-1', location, units: 2, isAdvanced })
  return { ...setup, productsOf, stockOf, sell, product, location, calls: () => calls }
}

describe('the products of a sale', () => {
  it('are those of its lines, for one call', async () => {
    const { productsOf, sell, product, calls, simulator } = await setUp()
    expect(await productsOf(sell().id.toUpperCase())).toEqual([product.id])
    expect(calls()).toBe(1)
    expect(simulator.calls).toHaveLength(1)
  })

  it('are found by the order number where the event names a document', async () => {
    const { productsOf, sell, product, simulator } = await setUp()
    for (let other = 0; other < 12; other++) sell()
    const sale = sell(true)
    simulator.clearCalls()
    expect(await productsOf(sale.invoiceTaskId, sale.orderNumber)).toEqual([product.id])
    expect(simulator.calls.map(({ path }) => path)).toEqual(['sale', 'salelist', 'sale'])
  })

  it('are none where there is no such sale, and no other sale is taken for it', async () => {
    const { productsOf, sell } = await setUp()
    for (let other = 0; other < 12; other++) sell()
    const nobody = '00000000-1111-4222-8333-444444444444'
    expect(await productsOf(nobody)).toBeNull()
    expect(await productsOf(nobody, 'SO-0001')).toBeNull()
    expect(await productsOf(nobody, 'SO-99999')).toBeNull()
  })

  it('are not those of a sale that was not asked for', async () => {
    const { productsOf, sell, simulator } = await setUp()
    const [asked, other] = [sell(), sell()]
    simulator.addFault({
      path: 'sale',
      change: (json) => ({ ...(json as object), ID: other.id, Invoices: [], Fulfilments: [] }),
    })
    simulator.addFault({
      path: 'sale',
      change: (json) => ({ ...(json as object), ID: other.id, Invoices: [], Fulfilments: [] }),
    })
    expect(await productsOf(asked.id)).toBeNull()
  })

  it('take in invoices, credit notes and picking lists, whose lines may be strange, and no services', async () => {
    const { productsOf, sell, simulator } = await setUp()
    const { id } = sell()
    const change = (parts: object) => simulator.addFault({ path: 'sale', body: { ID: id, ...parts } })
    change({
      Order: null,
      Invoices: [{ Lines: [{ ProductID: 'A' }, null, { ProductID: null }] }, 'odd'],
      Fulfilments: [{ Pick: { Lines: [{ ProductID: 'b' }, { ProductID: 'a' }] } }, { Pick: null }],
      CreditNotes: [{ Lines: '', Restock: [{ ProductID: 'c' }] }],
    })
    expect(await productsOf(id)).toEqual(['a', 'c', 'b'])
    change({ ServiceOnly: true, Order: { Lines: [{ ProductID: 'a' }] } })
    expect(await productsOf(id)).toEqual([])
  })

  it('are not known when the service is down or answers in another form, nor are the keys blamed', async () => {
    const { productsOf, simulator } = await setUp()
    simulator.addFault({ path: 'sale', status: 500, body: '', times: 2 })
    await expect(productsOf('x', 'SO-1')).rejects.toMatchObject({ code: 'provider_unavailable' })
    simulator.addFault({ path: 'sale', body: { Sale: [] } })
    await expect(productsOf('x', 'SO-1')).rejects.toMatchObject({ code: 'provider_changed' })
    simulator.addFault({ path: 'sale', status: 403, body: 'No access to sales.' })
    await expect(productsOf('x', 'SO-1')).rejects.toMatchObject({
      code: 'provider_refused',
      message: expect.stringMatching(/does not let this account use sales: No access to sales\. Changes/),
    })
  })
})

describe('the stock of one product', () => {
  it('is all of its rows, for one call', async () => {
    const { stockOf, product, location, calls } = await setUp()
    expect(await stockOf(product.id)).toMatchObject([{ productExternalId: product.id, location, onHand: 9 }])
    expect(calls()).toBe(1)
  })

  it('is not known when the answer may lack rows', async () => {
    const { stockOf, product, simulator } = await setUp()
    simulator.behaviour.total = 'absent'
    expect(await stockOf(product.id)).toBeNull()
  })
})
