import { calendarDay } from './dates'
import type { Dice } from './dice'
import type { ShopLocation, ShopProduct, ShopStock } from './shop'

type Mood = 'fine' | 'low' | 'out' | 'promised' | 'incoming'

interface Plan {
  dice: Dice
  locations: ShopLocation[]
  asOf: number
}

/** On hand, allocated, on order and in transit of one location before they are spread over bins and batches. */
interface Wanted {
  available: number
  allocated: number
  onOrder: number
  inTransit: number
}

const DAY_MS = 86_400_000
const SHARE_WITHOUT_REORDER_LEVEL = 0.2
const SHARE_WITH_PRODUCT_LEVEL = 0.15

/** Gives a product its reorder levels and its stock at every location that keeps it. */
export function stockUp(product: ShopProduct, plan: Plan): void {
  const { dice, locations } = plan
  const kind = dice.fraction()
  if (kind < SHARE_WITHOUT_REORDER_LEVEL) {
    const keepers = locations.filter((location) => location.isDefault || dice.chance(0.6))
    for (const location of keepers) addStock(product, location, 'fine', 0, plan)
    return
  }
  const mood = throwMood(dice)
  const moodAt = dice.pick(locations)
  const levelOfProduct = kind < SHARE_WITHOUT_REORDER_LEVEL + SHARE_WITH_PRODUCT_LEVEL
  if (levelOfProduct) {
    product.reorderPoint = dice.between(3, 12)
    product.reorderQuantity = product.reorderPoint * dice.between(2, 4)
  }
  for (const location of locations) {
    if (location !== moodAt && !levelOfProduct && dice.chance(0.12)) continue
    const level = levelOfProduct ? product.reorderPoint : addReorderLevel(product, location, dice)
    addStock(product, location, location === moodAt ? mood : 'fine', level, plan)
  }
}

/** Shares are of the products that have a level, which are eight in ten. */
function throwMood(dice: Dice): Mood {
  const thrown = dice.fraction() * (1 - SHARE_WITHOUT_REORDER_LEVEL)
  if (thrown < 0.04) return 'low'
  if (thrown < 0.06) return 'out'
  if (thrown < 0.07) return 'promised'
  return thrown < 0.09 ? 'incoming' : 'fine'
}

function addReorderLevel(product: ShopProduct, location: ShopLocation, dice: Dice): number {
  const reorderPoint = location.isDefault ? dice.between(8, 36) : dice.between(2, 12)
  product.reorderLevels.push({
    locationId: location.id,
    reorderPoint,
    reorderQuantity: reorderPoint * dice.between(2, 4),
    shelf: location.bins.length > 0 ? dice.pick(location.bins).name.slice(0, 4) : '',
  })
  return reorderPoint
}

function addStock(product: ShopProduct, location: ShopLocation, mood: Mood, level: number, plan: Plan): void {
  const wanted = wantedFigures(plan.dice, mood, level, location)
  const shelves =
    wanted.available > 0 ? shelfRows(product, location, wanted, plan) : [bareRow(location, wanted)]
  const coming = wanted.onOrder > 0 ? calendarDay(plan.asOf + plan.dice.between(2, 30) * DAY_MS) : null
  if (wanted.onOrder > 0 && shelves[0]?.bin && plan.dice.chance(0.5)) {
    shelves.push({ ...bareRow(location, { available: 0, allocated: 0, onOrder: 0, inTransit: 0 }) })
  }
  const orderRow = shelves.at(-1) as ShopStock
  orderRow.onOrder = wanted.onOrder
  orderRow.inTransit = wanted.inTransit
  orderRow.nextDelivery = coming
  product.stock.push(...shelves)
}

function wantedFigures(dice: Dice, mood: Mood, level: number, location: ShopLocation): Wanted {
  const allocated = dice.chance(0.3) ? dice.between(1, 6) : 0
  const nothing = { available: 0, allocated: 0, onOrder: 0, inTransit: 0 }
  switch (mood) {
    case 'low':
      return { ...nothing, available: dice.between(1, level), allocated }
    case 'out':
      return {
        ...nothing,
        onOrder: dice.chance(0.4) ? level * 2 : 0,
        inTransit: dice.chance(0.2) ? level : 0,
      }
    case 'promised': {
      const missing = dice.between(1, 8)
      return {
        ...nothing,
        available: -missing,
        allocated: missing,
        onOrder: dice.chance(0.5) ? level * 3 : 0,
      }
    }
    case 'incoming':
      return { ...nothing, available: dice.between(1, level), allocated, onOrder: level * dice.between(2, 4) }
    case 'fine':
      return {
        available: level + dice.between(2, 12 + level * 3),
        allocated,
        onOrder: dice.chance(0.08) ? dice.between(2, 10) * 6 : 0,
        inTransit: !location.isDefault && dice.chance(0.05) ? dice.between(1, 4) * 3 : 0,
      }
  }
}

function bareRow(location: ShopLocation, wanted: Wanted): ShopStock {
  return {
    locationId: location.id,
    bin: null,
    batch: null,
    expires: null,
    onHand: wanted.available + wanted.allocated,
    allocated: wanted.allocated,
    available: wanted.available,
    onOrder: 0,
    inTransit: 0,
    nextDelivery: null,
  }
}

/** Splits what is there over one to three rows with their own bin or batch. */
function shelfRows(product: ShopProduct, location: ShopLocation, wanted: Wanted, plan: Plan): ShopStock[] {
  const { dice } = plan
  const isBinned = location.bins.length > 0 && dice.chance(0.6)
  const isBatched = product.costingMethod === 'FEFO - Batch'
  const isSplit = (isBinned || isBatched) && wanted.available > 6 && dice.chance(0.3)
  const spare = isSplit ? dice.between(1, wanted.available - 1) : 0
  const shares = [wanted.available - spare, spare].filter((share) => share > 0)
  const firstBin = dice.between(0, Math.max(0, location.bins.length - 1))
  return shares.map((share, index) => ({
    ...bareRow(location, { ...wanted, available: share, allocated: index === 0 ? wanted.allocated : 0 }),
    ...(isBinned ? { bin: location.bins[(firstBin + index) % location.bins.length]?.name ?? null } : {}),
    ...(isBatched ? batch(plan, index) : {}),
  }))
}

function batch({ dice, asOf }: Plan, index: number): { batch: string; expires: string } {
  const expires = calendarDay(asOf + dice.between(20 + index * 200, 220 + index * 200) * DAY_MS)
  return { batch: `B${expires.slice(2, 4)}${expires.slice(5, 7)}-${dice.between(100, 999)}${index}`, expires }
}
