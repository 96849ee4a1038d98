import { ean13 } from './barcode'
import { calendarDay } from './dates'
import type { Dice } from './dice'
import type { ShopLocation, ShopProduct, ShopSupplier, ShopSupplierLink } from './shop'
import { type Aisle, aisles, brandNames, oddNames, oddSkus, services } from './shop-words'
import { stockUp } from './stock-generator'

export interface ProductPlan {
  dice: Dice
  count: number
  locations: ShopLocation[]
  suppliers: ShopSupplier[]
  oddText: boolean
  asOf: number
}

interface Article {
  aisle: Aisle
  noun: string
  variant: string
  size: string
}

const DAY_MS = 86_400_000
const packs = ['', ' (pack of 2)', ' (pack of 3)', ' (pack of 6)', ' (pack of 12)']

export function generateProducts(plan: ProductPlan): ShopProduct[] {
  const articles = plan.dice.shuffle(allArticles())
  const products: ShopProduct[] = []
  for (let index = 0; index < plan.count; index++) {
    const product = isService(index) ? service(plan, index) : goods(plan, articles, index)
    products.push(plan.oddText ? withOddText(product, index) : product)
  }
  return products
}

/** One in 500 is a service, which never has stock. */
function isService(index: number): boolean {
  return index % 500 === 499
}

function allArticles(): Article[] {
  return aisles.flatMap((aisle) =>
    aisle.nouns.flatMap((noun) =>
      aisle.variants.flatMap((variant) => aisle.sizes.map((size) => ({ aisle, noun, variant, size }))),
    ),
  )
}

/** Every article once without a brand, then under each brand, then in packs, so that names stay distinct. */
function articleName({ noun, variant, size }: Article, brand: string | null, round: number): string {
  const packRound = Math.floor(round / (brandNames.length + 1))
  const pack = packs[packRound] ?? ` (range ${packRound})`
  return `${brand === null ? noun : `${brand} ${noun.toLowerCase()}`}, ${variant.toLowerCase()}, ${size}${pack}`
}

function nameBrand(round: number): string | null {
  return brandNames[(round % (brandNames.length + 1)) - 1] ?? null
}

function goods(plan: ProductPlan, articles: Article[], index: number): ShopProduct {
  const { dice } = plan
  const article = articles[index % articles.length] as Article
  const { aisle } = article
  const round = Math.floor(index / articles.length)
  const brandInName = nameBrand(round)
  const price = dice.between(aisle.prices[0], aisle.prices[1]) - 0.05
  const averageCost = Math.round(price * (0.35 + dice.fraction() * 0.2) * 10_000) / 10_000
  const product: ShopProduct = {
    id: dice.guid(),
    sku: `${aisle.skuPrefix}-${String(index + 1).padStart(4, '0')}`,
    name: articleName(article, brandInName, round),
    category: aisle.category,
    brand: brandInName ?? (dice.chance(0.8) ? dice.pick(brandNames) : null),
    barcode: dice.chance(0.93) ? ean13(`942${String(100_000_000 + index * 7)}`) : null,
    type: 'Stock',
    costingMethod: aisle.expires && dice.chance(0.5) ? 'FEFO - Batch' : 'FIFO',
    unit: aisle.unit,
    weightGrams: dice.between(3, 180) * 10,
    tags: `${article.noun},${article.variant}`.toLowerCase(),
    isDeprecated: false,
    price,
    tradePrice: Math.round(price * 75) / 100,
    averageCost,
    reorderPoint: 0,
    reorderQuantity: 0,
    reorderLevels: [],
    suppliers: supplierLinks(plan, averageCost),
    modifiedAt: plan.asOf - dice.between(0, 500) * DAY_MS - dice.between(0, DAY_MS - 1),
    stock: [],
  }
  stockUp(product, plan)
  return product
}

function supplierLinks({ dice, suppliers, asOf }: ProductPlan, averageCost: number): ShopSupplierLink[] {
  const count = dice.chance(0.06) ? 0 : dice.chance(0.2) ? 2 : 1
  return dice
    .shuffle(suppliers.slice(0, 18))
    .slice(0, count)
    .map((supplier) => ({
      supplierId: supplier.id,
      supplierSku: `${supplier.name.slice(0, 2).toUpperCase()}${dice.between(1_000, 99_999)}`,
      cost: averageCost,
      fixedCost: dice.chance(0.4) ? Math.round(averageCost * 95) / 100 : 0,
      lastSupplied: dice.chance(0.9) ? calendarDay(asOf - dice.between(3, 200) * DAY_MS) : null,
      leadDays: dice.between(2, 35),
    }))
}

function service({ dice, asOf }: ProductPlan, index: number): ShopProduct {
  const round = Math.floor(index / 500)
  const name = services[round % services.length] as string
  const price = dice.between(4, 30)
  return {
    id: dice.guid(),
    sku: `SVC-${String(index + 1).padStart(4, '0')}`,
    name: round < services.length ? name : `${name}, tariff ${Math.floor(round / services.length) + 1}`,
    category: 'Services',
    brand: null,
    barcode: null,
    type: 'Service',
    costingMethod: 'FIFO',
    unit: 'Item',
    weightGrams: 0,
    tags: '',
    isDeprecated: false,
    price,
    tradePrice: price,
    averageCost: 0,
    reorderPoint: 0,
    reorderQuantity: 0,
    reorderLevels: [],
    suppliers: [],
    modifiedAt: asOf - dice.between(1, 500) * DAY_MS,
    stock: [],
  }
}

/** Every fifth product, until the odd names are used up. SKUs stay distinct. */
function withOddText(product: ShopProduct, index: number): ShopProduct {
  const odd = index / 5
  if (!Number.isInteger(odd) || odd >= oddNames.length) return product
  return { ...product, name: oddNames[odd] as string, sku: oddSkus[odd] as string }
}
