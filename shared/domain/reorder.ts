import { z } from 'zod'

/** What a reorder point is set for here. */
export const ReorderTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('products'),
    productIds: z.array(z.number().int()).min(1).max(5000),
    /** null: wherever the product is kept and no own level is set here. */
    locationId: z.number().int().nullable(),
  }),
  z.object({ kind: z.literal('category'), category: z.string().min(1).max(500) }),
  z.object({ kind: z.literal('supplier'), supplierId: z.number().int() }),
])
export type ReorderTarget = z.infer<typeof ReorderTarget>

const units = z.number().min(0).max(1e9)

/** `levels` null: back to what the provider says. A reorder point of 0: nothing is ever low. A quantity of 0: the provider's counts. */
export const ReorderChange = z.object({
  connectionId: z.uuid(),
  target: ReorderTarget,
  levels: z.object({ reorderPoint: units, reorderQuantity: units }).nullable(),
})
export type ReorderChange = z.infer<typeof ReorderChange>

/** What a change would do. Counts are of products, each with a location at least where it does. */
export const ReorderPreview = z.object({
  products: z.number().int(),
  becomeLow: z.number().int(),
  recover: z.number().int(),
  /** Pairs that would become low or recover, at most 20. */
  examples: z.array(
    z.object({
      productId: z.number().int(),
      name: z.string(),
      sku: z.string(),
      location: z.string(),
      available: z.number(),
      before: z.number().nullable(),
      after: z.number().nullable(),
    }),
  ),
})
export type ReorderPreview = z.infer<typeof ReorderPreview>

/** A reorder point set here for a whole category or supplier. */
export const ReorderRule = z.object({
  target: ReorderTarget,
  name: z.string(),
  products: z.number().int(),
  reorderPoint: z.number(),
  reorderQuantity: z.number(),
  setAt: z.number(),
})
export type ReorderRule = z.infer<typeof ReorderRule>

/**
 * Where a reorder point comes from. Set here: `here` for the product at this location, `hereProduct` for the product, `supplier`
 * and `category` for all of one. At the provider: `location`, else `product`.
 */
export const ReorderOrigin = z.enum(['here', 'hereProduct', 'supplier', 'category', 'location', 'product'])
export type ReorderOrigin = z.infer<typeof ReorderOrigin>
