import { z } from 'zod'
import { ReorderOrigin } from './reorder'

/** Worst first. */
export const StockState = z.enum(['out', 'low', 'incoming', 'ok'])
export type StockState = z.infer<typeof StockState>

/** Which kind of reading a figure came from. */
export const FigureSource = z.enum(['full', 'quick', 'webhook'])
export type FigureSource = z.infer<typeof FigureSource>

/**
 * What to look into besides the state: `negative`: less than 0 is available at a location in view; `stale`: the oldest figure in
 * view is no longer trusted; `unmoved`: something is on hand in view and none of its figures changed for 90 days.
 */
export const StockMark = z.enum(['negative', 'stale', 'unmoved'])
export type StockMark = z.infer<typeof StockMark>

/** The five quantities, in units. `available` may be negative and is never recomputed. */
export const Figures = z.object({
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
  onOrder: z.number(),
  inTransit: z.number(),
})
export type Figures = z.infer<typeof Figures>
export const figureNames = ['onHand', 'allocated', 'available', 'onOrder', 'inTransit'] as const
export type FigureName = (typeof figureNames)[number]

export const stockColumns = [
  'product',
  'category',
  'supplier',
  'onHand',
  'allocated',
  'available',
  'trend',
  'onOrder',
  'inTransit',
  'reorderPoint',
  'runOut',
  'state',
  'updatedAt',
] as const
export const StockColumn = z.enum(stockColumns)
export type StockColumn = z.infer<typeof StockColumn>

/** What a list can be sorted by: all but the trend, which is drawn only for the rows on screen. */
export const SortColumn = StockColumn.exclude(['trend'])
export type SortColumn = z.infer<typeof SortColumn>
export const sortColumns = SortColumn.options

/**
 * One line of the stock view: a product, with the sums over the locations in view.
 * `state` is the worst over those locations and `stateLocations` names the ones that have it
 * (empty for `ok`). `reorderPoint` is the sum of the locations' reorder points, null where none is set.
 */
export const StockRow = Figures.extend({
  productId: z.number().int(),
  name: z.string(),
  sku: z.string(),
  barcode: z.string(),
  category: z.string(),
  supplier: z.string(),
  reorderPoint: z.number().nullable(),
  state: StockState,
  stateLocations: z.array(z.string()),
  /**
   * Days until nothing is available at the pace of the last 30 days, at the location where that is soonest; 0: nothing is now.
   * null: too little is known.
   */
  runOutDays: z.number().nullable(),
  /** What that rests on: units available at that location, and units that leave it in a day in stock. */
  soonestRunOut: z.object({ location: z.string(), available: z.number(), perDay: z.number() }).nullable(),
  /** When the oldest of the summed figures was last confirmed by the provider; null: never read. */
  updatedAt: z.number().nullable(),
})
export type StockRow = z.infer<typeof StockRow>

export const StockFilter = z.object({
  connectionId: z.uuid(),
  /** Words; each must occur in name, SKU or barcode. Case and accents do not matter. */
  search: z.string().max(200),
  locationId: z.number().int().nullable(),
  category: z.string().max(500).nullable(),
  supplierId: z.number().int().nullable(),
  /** Empty: any state. */
  states: z.array(StockState).max(4),
  /** All of them must be so. */
  marks: z.array(StockMark).max(3),
})
export type StockFilter = z.infer<typeof StockFilter>

/** What is listed and in which order. */
export const StockListing = StockFilter.extend({
  sort: z.object({ column: SortColumn, descending: z.boolean() }),
})
export type StockListing = z.infer<typeof StockListing>

export const StockQuery = StockListing.extend({
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
})
export type StockQuery = z.infer<typeof StockQuery>

export const StockPage = z.object({
  /** Rows that match, over all pages. */
  total: z.number().int(),
  offset: z.number().int(),
  rows: z.array(StockRow),
})
export type StockPage = z.infer<typeof StockPage>

/** What the filters offer and what the status bar says. */
export const StockSummary = z.object({
  products: z.number().int(),
  locations: z.array(z.object({ id: z.number().int(), name: z.string() })),
  categories: z.array(z.string()),
  suppliers: z.array(z.object({ id: z.number().int(), name: z.string() })),
  /** Products by their worst state over all locations. */
  states: z.record(StockState, z.number().int()),
  /** Products whose oldest figure is too old to be trusted. */
  stale: z.number().int(),
  /** When the whole stock list was last confirmed; null before the first complete sync. */
  confirmedAt: z.number().nullable(),
})
export type StockSummary = z.infer<typeof StockSummary>

/** A stock row at the provider's own grain. */
export const BinRow = z.object({
  bin: z.string(),
  batch: z.string(),
  expiresAt: z.number().nullable(),
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
})
export type BinRow = z.infer<typeof BinRow>

/** How fast a product leaves a location, and how long it lasts at that pace. Times are epoch ms. */
export const RunOut = z.object({
  /** Units that leave in a day in stock. */
  perDay: z.number(),
  /** Days in stock that it rests on, and since when they are counted. */
  daysInStock: z.number(),
  since: z.number(),
  /** Until nothing is available; 0: nothing is now. */
  days: z.number(),
})
export type RunOut = z.infer<typeof RunOut>

export const ProductLocation = Figures.extend({
  locationId: z.number().int(),
  location: z.string(),
  reorderPoint: z.number().nullable(),
  reorderQuantity: z.number().nullable(),
  /** null: none set. */
  reorderOrigin: ReorderOrigin.nullable(),
  state: StockState,
  nextDeliveryAt: z.number().nullable(),
  /** null: too little is known. */
  runOut: RunOut.nullable(),
  /** Without one: when there can be one, epoch ms, if enough leaves by then; null: it cannot be foreseen. */
  runOutFrom: z.number().nullable(),
  /** Kind of the run that last changed one of the figures, and when; null while they never changed since first read. */
  source: FigureSource,
  changedAt: z.number(),
  /** When the provider last confirmed the figures. */
  confirmedAt: z.number(),
  bins: z.array(BinRow),
})
export type ProductLocation = z.infer<typeof ProductLocation>

export const StockChange = z.object({
  id: z.number().int(),
  productId: z.number().int(),
  product: z.string(),
  sku: z.string(),
  location: z.string(),
  figure: z.enum(figureNames),
  before: z.number(),
  after: z.number(),
  changedAt: z.number(),
  source: FigureSource,
})
export type StockChange = z.infer<typeof StockChange>

/** What an open purchase order will still bring of one product. */
export const IncomingOrder = z.object({
  orderId: z.number().int(),
  orderNumber: z.string(),
  supplier: z.string(),
  location: z.string(),
  ordered: z.number(),
  /** Ordered less received, more than 0. */
  outstanding: z.number(),
  /** A calendar day, as epoch ms of its start in UTC; null: none is given. */
  expectedAt: z.number().nullable(),
})
export type IncomingOrder = z.infer<typeof IncomingOrder>

/** By purchase orders, apart from the provider's own figure of what is on order. */
export const Incoming = z.object({
  /** The soonest first, those without a date last. */
  orders: z.array(IncomingOrder),
  /** False: not all that is open could be read, so more may be coming. */
  isComplete: z.boolean(),
  /** When the list of orders was last read. */
  readAt: z.number(),
})
export type Incoming = z.infer<typeof Incoming>

export const ProductDetail = z.object({
  productId: z.number().int(),
  name: z.string(),
  sku: z.string(),
  barcode: z.string(),
  category: z.string(),
  brand: z.string(),
  unit: z.string(),
  suppliers: z.array(z.object({ name: z.string(), supplierSku: z.string() })),
  locations: z.array(ProductLocation),
  /** null: purchase orders are not read. */
  incoming: Incoming.nullable(),
  /** Newest first, at most 50. */
  changes: z.array(StockChange),
})
export type ProductDetail = z.infer<typeof ProductDetail>

export const HistoryDays = z.union([z.literal(7), z.literal(30), z.literal(365)])
export type HistoryDays = z.infer<typeof HistoryDays>

/** What was available of a product at a location over the last days. Times are epoch ms. */
export const StockHistory = z.object({
  from: z.number(),
  to: z.number(),
  /** Since when changes are recorded; null: not yet, and there are no points. */
  knownSince: z.number().nullable(),
  /**
   * Steps, oldest first, from `from` to `to`; of a year at most one a day, the last. `lowest`: the least that was available
   * at the steps that a point stands for.
   */
  points: z.array(z.object({ at: z.number(), available: z.number(), lowest: z.number() })),
})
export type StockHistory = z.infer<typeof StockHistory>

/** What was available at the end of each of the last 30 local days, today's being now; null: not known then. */
export const StockTrend = z.object({
  productId: z.number().int(),
  available: z.array(z.number().nullable()),
})
export type StockTrend = z.infer<typeof StockTrend>
