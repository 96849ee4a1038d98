import { ShopStore } from '../integrations/cin7/simulator/shop-store'
import {
  productEvent,
  purchaseEvent,
  purchaseUpdate,
  saleEvent,
  stockEvent,
} from '../integrations/cin7/simulator/webhook-payloads'
import type { Random } from '../ports'
import { PRODUCT, SALE, STOCK } from './live-app'
import type { TestApp } from './test-app'

export interface TestDelivery {
  type: string
  body: string
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What providers send that err, lie or attack. */
const nasty: readonly Json[] = [
  null,
  true,
  '',
  [],
  {},
  -1,
  1e300,
  -0.00001,
  '1e300',
  'NaN',
  '-5',
  'Infinity',
  '12,5',
  'x'.repeat(10_000),
  '<img src=x onerror=alert(1)>',
  '\u202Egnp.exe\u0000',
  "'; DROP TABLE products; --",
  '00000000-0000-0000-0000-000000000000',
  { __proto__x: 1, constructor: { prototype: 1 } },
  nested(40),
]

/** One real body of each kind, for each subscription that it is sent to. */
export function realDeliveries({ cin7, clock }: TestApp): TestDelivery[] {
  const store = new ShopStore(cin7.shop, () => clock.now())
  const product = cin7.shop.products.find(({ stock }) => stock.some(({ available }) => available > 5))!
  const place = cin7.shop.locations.find(({ id }) => id === product.stock[0]!.locationId)!
  const sale = saleEvent(cin7.sell({ sku: product.sku, location: place.name, units: 1 }))
  const order = cin7.shop.purchaseOrders.find(({ stage }) => stage === 'ordered')!
  const authorised = 'Purchase/OrderAuthorised'
  const received = 'Purchase/StockReceivedAuthorised'
  return [
    { type: STOCK, body: stockEvent(store.stockOf(product)) },
    { type: PRODUCT, body: productEvent(product, 'Update', store) },
    ...[SALE, 'Sale/ShipmentAuthorised', 'Sale/CreditNoteAuthorised', 'Sale/Voided'].map((type) => ({
      type,
      body: sale,
    })),
    { type: authorised, body: purchaseEvent(authorised, order, store) },
    { type: received, body: purchaseEvent(received, order, store) },
    { type: received, body: purchaseUpdate(order, store) },
  ]
}

/** The same kind of delivery with something wrong in it. */
export function mutated({ type, body }: TestDelivery, random: Random): TestDelivery {
  const kind = random.fraction()
  if (kind < 0.15) return { type, body: body.slice(0, indexIn(body, random)) }
  if (kind < 0.35) return { type, body: withOtherText(body, random) }
  const json = JSON.parse(body) as Json
  if (kind < 0.45) return { type, body: JSON.stringify([json, json]) }
  if (kind < 0.5) return { type, body: JSON.stringify({ Data: json }) }
  return { type, body: JSON.stringify(withOtherValue(json, random)) }
}

function withOtherText(body: string, random: Random): string {
  const at = indexIn(body, random)
  const cut = Math.floor(random.fraction() * 3)
  return body.slice(0, at) + pick(['', '"', ',', '}', '[', '\u0000', '9', 'e'], random) + body.slice(at + cut)
}

/** Some value, however deep, is another one or gone. */
function withOtherValue(json: Json, random: Random): Json {
  if (json === null || typeof json !== 'object') return pick(nasty, random)
  const entries = Object.entries(json)
  if (entries.length === 0) return pick(nasty, random)
  const [key, value] = pick(entries, random)
  const isGone = random.fraction() < 0.15
  const isDeep = value !== null && typeof value === 'object'
  const other = isDeep || random.fraction() < 0.9 ? withOtherValue(value, random) : pick(nasty, random)
  if (Array.isArray(json)) return json.flatMap((one) => (one === value ? (isGone ? [] : [other]) : [one]))
  return Object.fromEntries(
    entries.flatMap(([name, one]) => (name === key ? (isGone ? [] : [[name, other]]) : [[name, one]])),
  )
}

function nested(depth: number): Json {
  return depth === 0 ? 'deep' : [nested(depth - 1)]
}

function indexIn(text: string, random: Random): number {
  return Math.floor(random.fraction() * text.length)
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random.fraction() * from.length)]!
}
