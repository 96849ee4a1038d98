import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ReceiverSetup, startReceiver } from '../testing/webhook-setup'

let setup: ReceiverSetup

beforeEach(async () => {
  setup = await startReceiver()
})

afterEach(() => setup.close())

const ROW = {
  ID: '5d0c0a3e-2c25-4d0e-8f8e-2a6b8b0d7a01',
  SKU: 'TEA-0007',
  Name: 'Smoked Oolong 100 g',
  Location: 'Main Warehouse',
  Bin: null,
  OnHand: 31,
  Available: 25,
  MaxRows: 1,
}
const SALE = {
  SaleTaskID: 'E8A1C7F0-3F36-4B64-9A55-0A4F4F7C2B31',
  OrderNumber: 'SO-01412',
  CustomerContactEmail: null,
  EventType: 'Sale/InvoiceAuthorised',
}
const PRODUCTS = {
  NumberOfProducts: 1,
  ProductDetailsList: [{ Event: 'Creation', ID: ROW.ID, PriceTiers: {} }],
}

const payload = fc
  .constantFrom<unknown>([ROW], [ROW, { ...ROW, Bin: 'A-03-2' }], SALE, PRODUCTS, [], {})
  .map((value) => Buffer.from(JSON.stringify(value)))

/** Ways in which a body may differ from what is documented. */
const changed = fc.oneof(
  payload,
  fc.tuple(payload, fc.nat()).map(([body, at]) => body.subarray(0, at % (body.length + 1))),
  fc.tuple(payload, fc.nat(), fc.nat(255)).map(([body, at, byte]) => {
    body[at % body.length] = byte
    return body
  }),
  fc.tuple(payload, fc.nat(), fc.uint8Array({ maxLength: 20 })).map(([body, at, bytes]) => {
    const cut = at % (body.length + 1)
    return Buffer.concat([body.subarray(0, cut), bytes, body.subarray(cut)])
  }),
  fc.tuple(payload, payload).map((bodies) => Buffer.concat(bodies)),
  fc.integer({ min: 1, max: 3_000 }).map((depth) => Buffer.from('[{"a":'.repeat(depth))),
  fc.integer({ min: 1, max: 60 }).map((depth) => Buffer.from('['.repeat(depth) + ']'.repeat(depth))),
  fc.integer({ min: 1, max: 20_000 }).map((length) => Buffer.from(`{"${'k'.repeat(length)}":1}`)),
  fc
    .integer({ min: 1, max: 8_000 })
    .map((keys) => Buffer.from(`{${Array.from({ length: keys }, (_, n) => `"k${n}":${n}`).join()}}`)),
  fc
    .constantFrom('\0', '\\u0000', '\\ud800', '\\udfff\\ud800', '\\', '"', '\u202e', '\uFEFF')
    .map((text) => Buffer.from(JSON.stringify({ ...SALE, OrderNumber: '?' }).replace('?', text))),
  fc.constantFrom('__proto__', 'constructor', 'toString').map((key) => Buffer.from(`{"${key}":{"ID":[]}}`)),
  fc.json({ maxDepth: 40 }).map((json) => Buffer.from(json)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
)

it('takes 1,000 bodies of every kind, and keeps each as pending or as put aside', async () => {
  const bodies = fc.sample(changed, { seed: 20, numRuns: 1_000 })
  const answers = await Promise.all(bodies.map((body) => setup.send({ body })))

  expect(answers.filter(({ status, body }) => status !== 200 || body !== '')).toEqual([])
  const rows = setup.rows()
  expect(rows.reduce((sum, { repeats }) => sum + 1 + repeats, 0)).toBe(1_000)
  const kept = new Set(rows.map(({ body }) => body?.toString('hex')))
  expect(bodies.filter((body) => !kept.has(body.toString('hex')))).toEqual([])
  for (const { state, problem, body } of rows) {
    expect(state).toBe(problem === '' ? 'pending' : 'quarantined')
    if (state === 'pending') JSON.parse(new TextDecoder().decode(body ?? undefined))
  }
  const states = rows.map(({ state }) => state)
  expect(states).toContain('pending')
  expect(states).toContain('quarantined')
  expect(setup.lines.join()).not.toContain('failed')
})
