import { z } from 'zod'

/** Worst first. `out`: nothing is available; `critical`: at or under a third of the reorder point; `low`: at or under it. */
export const AlertBand = z.enum(['out', 'critical', 'low'])
export type AlertBand = z.infer<typeof AlertBand>

export const AlertState = z.enum(['open', 'acknowledged', 'snoozed', 'resolved'])
export type AlertState = z.infer<typeof AlertState>

/** `figures`: stock or what is on order changed; `reorderPoint`: the level did; `time`: a day or a snooze passed. */
export const AlertCause = z.enum(['figures', 'reorderPoint', 'user', 'time'])

/** One crossing of a reorder point: a product at a location, from the moment it was seen. Quantities are in units. */
export const Alert = z.object({
  id: z.number().int(),
  productId: z.number().int(),
  name: z.string(),
  sku: z.string(),
  locationId: z.number().int(),
  location: z.string(),
  category: z.string(),
  /** The primary one; '' without one. */
  supplier: z.string(),
  state: AlertState,
  band: AlertBand,
  /** As last judged. Of a resolved alert: as they were then. */
  available: z.number(),
  onOrder: z.number(),
  reorderPoint: z.number(),
  /** The day by which what is on order covers the shortfall, epoch ms of its start in UTC; null: it does not. */
  coveredUntil: z.number().nullable(),
  /** When the next delivery is due, as epoch ms of the day's start in UTC; null: nothing is known of one. */
  nextDeliveryAt: z.number().nullable(),
  /** What to order; 0: nothing, as for a resolved alert. */
  suggestedQuantity: z.number(),
  /** Days until nothing is left, at the pace of the last 30 days; null: too little is known. */
  runOutDays: z.number().nullable(),
  /** Why it was opened: what is available fell, or the reorder point was set. */
  cause: AlertCause,
  /** What was available before it crossed; null: that did not change, or it was low when first seen. */
  before: z.number().nullable(),
  openedAt: z.number(),
  /** When it came into its band. */
  bandAt: z.number(),
  /** Who acknowledged or snoozed it, and what they noted; '' while nobody did. */
  handledBy: z.string(),
  note: z.string(),
  snoozedUntil: z.number().nullable(),
  resolvedAt: z.number().nullable(),
  /** When the provider last confirmed the figures; null: never. */
  confirmedAt: z.number().nullable(),
})
export type Alert = z.infer<typeof Alert>

export const AlertGrouping = z.enum(['none', 'location', 'supplier', 'category'])
export type AlertGrouping = z.infer<typeof AlertGrouping>

/** `locationId` null: wherever they are. */
export const AlertListing = z.object({
  connectionId: z.uuid(),
  state: AlertState,
  locationId: z.number().int().nullable(),
  groupBy: AlertGrouping,
})
export type AlertListing = z.infer<typeof AlertListing>

export const AlertQuery = AlertListing.extend({
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
})
export type AlertQuery = z.infer<typeof AlertQuery>

/**
 * By group in the order of names, and within one the worst first: out, critical, low, covered; then what runs out soonest,
 * then the largest shortfall. Resolved ones: the newest first.
 */
export const AlertPage = z.object({
  /** Alerts that match, over all pages. */
  total: z.number().int(),
  offset: z.number().int(),
  alerts: z.array(Alert),
  /** All groups in their order; none without grouping. */
  groups: z.array(z.object({ name: z.string(), count: z.number().int() })),
})
export type AlertPage = z.infer<typeof AlertPage>

/** Alerts by state. `covered` are those of the open ones that wait for a delivery. */
export const AlertCounts = z.object({
  open: z.number().int(),
  acknowledged: z.number().int(),
  snoozed: z.number().int(),
  resolved: z.number().int(),
  covered: z.number().int(),
})
export type AlertCounts = z.infer<typeof AlertCounts>

/** One step in an alert's life. */
export const AlertEvent = z.object({
  id: z.number().int(),
  alertId: z.number().int(),
  location: z.string(),
  at: z.number(),
  kind: z.enum([
    'opened',
    'worse',
    'better',
    'covered',
    'uncovered',
    'acknowledged',
    'snoozed',
    'reopened',
    'resolved',
  ]),
  cause: AlertCause,
  band: AlertBand,
  available: z.number(),
  reorderPoint: z.number(),
  by: z.string(),
  note: z.string(),
})
export type AlertEvent = z.infer<typeof AlertEvent>

export const ProductAlerts = z.object({
  /** Those not resolved, worst first. */
  alerts: z.array(Alert),
  /** Newest first, at most 100. */
  log: z.array(AlertEvent),
})
export type ProductAlerts = z.infer<typeof ProductAlerts>
