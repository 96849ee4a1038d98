import type { ReorderOrigin } from '../../shared/domain/reorder'
import type { ProductBlock, ReorderRow } from './index-reader'
import type { GroupOverrides, ProductOverrides, ReorderLevels } from './reorder-overrides'
import { NEVER_LOW } from './stock-state'

interface Product extends ReorderLevels {
  category: string
  /** The primary one. */
  supplierId: number | null
}

/** What counts at one location, and where it comes from. A reorder point of null: none is set. */
export interface EffectiveLevels {
  reorderPoint: number | null
  /** 0: none is usual. */
  reorderQuantity: number
  origin: ReorderOrigin | null
}

/** `provided`: the location's own levels at the provider. */
export function effectiveLevels(
  product: Product,
  { locationId, provided }: { locationId: number; provided: ReorderLevels | null },
  { own, groups }: { own: ProductOverrides | undefined; groups: GroupOverrides },
): EffectiveLevels {
  const isOwn = provided !== null && provided.reorderPoint > 0
  const usual = isOwn ? provided.reorderQuantity : product.reorderQuantity
  const here = own?.at.get(locationId)
  if (here) return setHere(here, 'here', usual)
  const group = setForAll(product, own, groups)
  if (group) return setHere(group.levels, group.origin, usual)
  if (isOwn) return { ...provided, origin: 'location' }
  if (product.reorderPoint > 0) {
    const { reorderPoint, reorderQuantity } = product
    return { reorderPoint, reorderQuantity, origin: 'product' }
  }
  return { reorderPoint: null, reorderQuantity: 0, origin: null }
}

/** `usual`: the provider's quantity, which counts where none is set here. */
function setHere(
  { reorderPoint, reorderQuantity }: ReorderLevels,
  origin: ReorderOrigin,
  usual: number,
): EffectiveLevels {
  return { reorderPoint: reorderPoint || null, reorderQuantity: reorderQuantity || usual, origin }
}

function setForAll(
  { category, supplierId }: Pick<Product, 'category' | 'supplierId'>,
  own: ProductOverrides | undefined,
  { suppliers, categories }: GroupOverrides,
): { levels: ReorderLevels; origin: ReorderOrigin } | null {
  if (own?.whole) return { levels: own.whole, origin: 'hereProduct' }
  const ofSupplier = supplierId === null ? undefined : suppliers.get(supplierId)
  if (ofSupplier) return { levels: ofSupplier, origin: 'supplier' }
  const ofCategory = categories.get(category)
  return ofCategory ? { levels: ofCategory, origin: 'category' } : null
}

/** Puts what is set here in the place of the provider's reorder points. */
export function override(
  block: ProductBlock,
  { products, groups }: { products: Map<number, ProductOverrides>; groups: GroupOverrides },
): ProductBlock {
  if (products.size + groups.suppliers.size + groups.categories.size === 0) return block
  const primary = new Map<number, number>()
  for (const [productId, supplierId] of block.suppliers)
    if (!primary.has(productId)) primary.set(productId, supplierId)
  const setForAllPlaces = new Map<number, number>()
  for (const product of block.products) {
    const [id, , , , category] = product
    const own = products.get(id)
    const group = setForAll({ category, supplierId: primary.get(id) ?? null }, own, groups)
    if (!group) continue
    product[6] = group.levels.reorderPoint || NEVER_LOW
    setForAllPlaces.set(id, product[6])
  }
  // A location's own level at the provider also says that the product belongs there: the row stays, its number goes.
  const reorderPoints = block.reorderPoints
    .filter(([productId, locationId]) => !products.get(productId)?.at.has(locationId))
    .map(([productId, locationId, point]): ReorderRow => {
      return [productId, locationId, setForAllPlaces.get(productId) ?? point]
    })
  for (const [productId, { at }] of products)
    for (const [locationId, { reorderPoint }] of at)
      reorderPoints.push([productId, locationId, reorderPoint || NEVER_LOW])
  reorderPoints.sort((a, b) => a[0] - b[0])
  return { ...block, reorderPoints }
}
