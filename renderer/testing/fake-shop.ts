import type {
  ProductDetail,
  StockChange,
  StockRow,
  StockState,
  StockSummary,
} from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'

const MINUTE = 60_000
const DAY = 86_400_000
const locationNames = ['Main Warehouse', 'Queen St Shop', 'Depot']
const suppliers = ['Salon Direct', 'Styling Co', 'Barber Tools Ltd', 'Northern Consumables', 'Kiri Care']
const kinds: { category: string; code: string; names: string[] }[] = [
  {
    category: 'Care',
    code: 'CARE',
    names: ['Beard oil', 'Aftershave balm', 'Shampoo', 'Face scrub', 'Hand cream'],
  },
  {
    category: 'Styling',
    code: 'STYL',
    names: ['Matte clay', 'Sea salt spray', 'Pomade', 'Hair tonic', 'Gel'],
  },
  {
    category: 'Tools',
    code: 'TOOL',
    names: ['Clipper guard set', 'Boar bristle brush', 'Carbon comb', 'Cape'],
  },
  { category: 'Consumables', code: 'CONS', names: ['Neck strips', 'Razor blades', 'Gloves', 'Barbicide'] },
]
const variants = [
  'cedar 50 ml',
  'tea tree 1 l',
  'strong hold 85 g',
  'box of 720',
  '8 pcs',
  'black',
  'travel 30 ml',
]
const hostileNames = ['<img src=x onerror=alert(1)>', '=HYPERLINK("x")', 'Oil \u202egnp.exe', '']

/** Products with their figures per location, the same for the same seed. */
export interface FakeShop {
  products: ProductDetail[]
  rows: StockRow[]
  summary: StockSummary
}

export function createFakeShop(count: number, now: number, seed = 7): FakeShop {
  const random = createRandom(seed)
  const products = Array.from({ length: count }, (_, index) => createProduct(index, now, random))
  const rows = products.map((product) => sumRow(product, null))
  const states = { out: 0, low: 0, incoming: 0, ok: 0 }
  for (const row of rows) states[row.state] += 1
  const summary: StockSummary = {
    products: count,
    locations: locationNames.map((name, index) => ({ id: index + 1, name })),
    categories: kinds.map((kind) => kind.category).sort(),
    suppliers: suppliers.map((name, index) => ({ id: index + 1, name })),
    states,
    confirmedAt: now - 4 * MINUTE,
  }
  return { products, rows, summary }
}

/** The line of the stock view for one product at one location, or summed over all when null. */
export function sumRow(product: ProductDetail, locationId: number | null): StockRow {
  const locations = product.locations.filter(
    (level) => locationId === null || level.locationId === locationId,
  )
  const order: StockState[] = ['out', 'low', 'incoming', 'ok']
  const state = order.find((candidate) => locations.some((level) => level.state === candidate)) ?? 'ok'
  const sum = (figure: 'onHand' | 'allocated' | 'available' | 'onOrder' | 'inTransit') =>
    quantity(locations.reduce((total, level) => total + level[figure], 0))
  const reorderPoints = locations.flatMap((level) => level.reorderPoint ?? [])
  return {
    productId: product.productId,
    name: product.name,
    sku: product.sku,
    barcode: product.barcode,
    category: product.category,
    supplier: product.suppliers[0]?.name ?? '',
    onHand: sum('onHand'),
    allocated: sum('allocated'),
    available: sum('available'),
    onOrder: sum('onOrder'),
    inTransit: sum('inTransit'),
    reorderPoint: reorderPoints.length ? reorderPoints.reduce((total, point) => total + point, 0) : null,
    state,
    stateLocations:
      state === 'ok' ? [] : locations.filter((level) => level.state === state).map((level) => level.location),
    updatedAt: Math.min(...locations.map((level) => level.confirmedAt)),
  }
}

function createProduct(index: number, now: number, random: () => number): ProductDetail {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const kind = pick(kinds)
  const name = `${pick(kind.names)}, ${pick(variants)}`
  const sku = `${kind.code}-${String(index + 1).padStart(4, '0')}`
  const supplier = pick(suppliers)
  const productId = index + 1
  const locations = locationNames.map((location, place) => createLevel(location, place + 1, now, random))
  const level = locations[0]
  const changes: StockChange[] = Array.from({ length: index % 4 }, (_, change) => ({
    id: index * 10 + change,
    productId,
    product: name,
    sku,
    location: level?.location ?? '',
    figure: 'available',
    before: (level?.available ?? 0) + change + 3,
    after: (level?.available ?? 0) + change,
    changedAt: now - change * DAY - 31 * MINUTE,
    source: 'full',
  }))
  return {
    productId,
    name: index > 20 && index < 25 ? (hostileNames[index - 21] ?? name) : name,
    sku,
    barcode: `94210000${String(index).padStart(5, '0')}`,
    category: kind.category,
    brand: pick(['Harbour', 'Northside', '']),
    unit: 'Item',
    suppliers: [{ name: supplier, supplierSku: `SD-${1000 + index}` }],
    locations,
    changes,
  }
}

function createLevel(location: string, locationId: number, now: number, random: () => number) {
  const isWorse = random() < 0.05
  const onHand = isWorse ? Math.floor(random() * 6) : 8 + Math.floor(random() * 60)
  const allocated = random() < 0.3 ? Math.floor(random() * 5) : 0
  const available = onHand - allocated
  const onOrder = random() < 0.15 ? 12 * Math.ceil(random() * 4) : 0
  const hasPoint = random() < 0.85
  const reorderPoint = hasPoint ? 2 + Math.floor(random() * 8) : null
  const reorderOrigin =
    reorderPoint === null ? null : random() < 0.5 ? ('location' as const) : ('product' as const)
  return {
    locationId,
    location,
    onHand,
    allocated,
    available,
    onOrder,
    inTransit: random() < 0.05 ? 6 : 0,
    reorderPoint,
    reorderQuantity: reorderPoint === null ? null : 24,
    reorderOrigin,
    state: judge(available, onOrder, reorderPoint),
    nextDeliveryAt: onOrder > 0 ? now + 3 * DAY : null,
    source: 'full' as const,
    changedAt: now - 6 * 60 * MINUTE,
    confirmedAt: now - 4 * MINUTE,
    bins:
      locationId === 1
        ? [
            { bin: 'A-01', batch: 'B2291', expiresAt: now + 200 * DAY, onHand, allocated, available },
            { bin: 'A-02', batch: '', expiresAt: null, onHand: 0, allocated: 0, available: 0 },
          ]
        : [],
  }
}

function judge(available: number, onOrder: number, reorderPoint: number | null): StockState {
  if (reorderPoint === null) return 'ok'
  if (available <= 0) return 'out'
  if (available > reorderPoint) return 'ok'
  return available + onOrder > reorderPoint ? 'incoming' : 'low'
}

/** Mulberry32: small, seeded, even enough for invented shops. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
