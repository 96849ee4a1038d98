import { calendarDay } from './dates'
import type { Dice } from './dice'
import type { Shop, ShopOrderLine, ShopProduct, ShopPurchaseOrder } from './shop'

const DAY_MS = 86_400_000
const MOST_LINES = 24
/** Orders that will bring nothing any more, or not yet: one for so many open ones. */
const OPEN_FOR_ONE_OTHER = 2

type Goods = Omit<Shop, 'purchaseOrders'>

interface Coming {
  product: ShopProduct
  quantity: number
  day: string | null
}

/**
 * Open orders that will bring just what the stock rows have on order: some partly received, some without a date or with one
 * that has passed. Between them stand drafts, voided, completed, drop-ship and service orders, which bring nothing.
 */
export function generatePurchaseOrders(shop: Goods, dice: Dice, asOf: number): ShopPurchaseOrder[] {
  const orders: ShopPurchaseOrder[] = []
  let open = 0
  const add = (
    order: Pick<ShopPurchaseOrder, 'supplierId' | 'locationId' | 'lines'> & Partial<ShopPurchaseOrder>,
  ) => {
    const modifiedAt = asOf - dice.between(1, 30) * DAY_MS - dice.between(0, 86_399_999)
    orders.push({
      id: dice.guid(),
      orderNumber: `PO-${String(orders.length + 287).padStart(5, '0')}`,
      type: open % 3 === 0 ? 'Advanced Purchase' : 'Simple Purchase',
      stage: 'ordered',
      isDropShip: false,
      orderedOn: calendarDay(modifiedAt - 2 * DAY_MS),
      requiredBy: null,
      modifiedAt,
      ...order,
    })
  }
  for (const { supplierId, locationId, coming } of parcels(shop)) {
    const lines = coming.map(({ product, quantity }) => line(product, quantity))
    if (open % 4 === 1) receiveSome(lines, shop, dice)
    add({ supplierId, locationId, lines, requiredBy: requiredBy(coming, open, dice, asOf) })
    open += 1
    if (open % OPEN_FOR_ONE_OTHER === 0) add({ supplierId, locationId, ...bringsNothing(open, shop, dice) })
  }
  return orders
}

/** What one supplier owes one location, in orders of a size that people write. */
function* parcels(shop: Goods): Generator<{ supplierId: string; locationId: string; coming: Coming[] }> {
  const owed = new Map<string, { supplierId: string; locationId: string; coming: Coming[] }>()
  for (const product of shop.products) {
    const supplierId = product.suppliers[0]?.supplierId ?? shop.suppliers[0]?.id
    if (product.isDeprecated || supplierId === undefined) continue
    for (const { locationId, onOrder, nextDelivery } of product.stock) {
      if (onOrder <= 0) continue
      const key = `${supplierId} ${locationId}`
      const parcel = owed.get(key) ?? { supplierId, locationId, coming: [] }
      parcel.coming.push({ product, quantity: onOrder, day: nextDelivery })
      owed.set(key, parcel)
    }
  }
  for (const { supplierId, locationId, coming } of owed.values()) {
    for (let first = 0; first < coming.length; first += MOST_LINES) {
      yield { supplierId, locationId, coming: coming.slice(first, first + MOST_LINES) }
    }
  }
}

function requiredBy(coming: Coming[], index: number, dice: Dice, asOf: number): string | null {
  if (index % 7 === 3) return null
  if (index % 7 === 5) return calendarDay(asOf - dice.between(3, 40) * DAY_MS)
  const days = coming.flatMap(({ day }) => (day === null ? [] : [day]))
  return days.sort()[0] ?? null
}

function line(product: ShopProduct, quantity: number): ShopOrderLine {
  return { productId: product.id, quantity, received: 0, counted: 0, price: product.averageCost }
}

/** Part of the first line has come, another product has come in full, and a receipt waits for someone to authorise it. */
function receiveSome(lines: ShopOrderLine[], shop: Goods, dice: Dice): void {
  const [first] = lines
  if (first === undefined) return
  const received = dice.between(1, 12)
  first.quantity += received
  first.received = received
  first.counted = 1
  const other = dice.pick(shop.products)
  if (lines.some(({ productId }) => productId === other.id)) return
  lines.push({ ...line(other, 6), received: 6 })
}

function bringsNothing(
  index: number,
  shop: Goods,
  dice: Dice,
): Pick<ShopPurchaseOrder, 'lines'> & Partial<ShopPurchaseOrder> {
  const bought = line(dice.pick(shop.products), dice.between(2, 20) * 6)
  switch ((index / OPEN_FOR_ONE_OTHER) % 5) {
    case 0:
      return { stage: 'draft', lines: [bought] }
    case 1:
      return { stage: 'voided', lines: [bought] }
    case 2:
      return { stage: 'ordered', isDropShip: true, lines: [bought] }
    case 3:
      return { stage: 'ordered', type: 'Service Purchase', lines: [bought] }
    default:
      return { stage: 'completed', lines: [{ ...bought, received: bought.quantity }] }
  }
}
