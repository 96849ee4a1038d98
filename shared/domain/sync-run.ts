import { z } from 'zod'
import { errorCodes } from '../errors'
import { StockChange } from './stock'

export const SyncTrigger = z.enum([
  'connect',
  'manual',
  'schedule',
  'wake',
  'network',
  'retry',
  'webhook-gap',
  'webhook',
])
export type SyncTrigger = z.infer<typeof SyncTrigger>

/**
 * `full`: everything. `quick`: products changed since the last run, then stock as far as the run's share of the
 * calls goes. `pages`: only pages that an earlier run could not read. `products`: only the stock of products that deliveries named.
 */
export const SyncKind = z.enum(['full', 'quick', 'pages', 'products'])
export type SyncKind = z.infer<typeof SyncKind>

export const SyncStatus = z.enum(['running', 'success', 'partial', 'failed', 'cancelled'])
export type SyncStatus = z.infer<typeof SyncStatus>

/** What a run reads, in the order it reads it. */
export const syncResources = [
  'locations',
  'categories',
  'suppliers',
  'products',
  'availability',
  'purchaseOrders',
] as const
export const SyncResource = z.enum(syncResources)
export type SyncResource = z.infer<typeof SyncResource>

export const ResourceCount = z.object({
  resource: SyncResource,
  pages: z.number().int(),
  rows: z.number().int(),
  failed: z.number().int(),
})
export type ResourceCount = z.infer<typeof ResourceCount>

/** One thing that went wrong in a run, in words: what, why, and what was done about it. */
export const SyncFailure = z.object({
  resource: SyncResource.nullable(),
  page: z.number().int().nullable(),
  code: z.enum(errorCodes),
  message: z.string(),
  /** None of the page was read; `sync.retryPages` reads it again. */
  isWholePage: z.boolean(),
})
export type SyncFailure = z.infer<typeof SyncFailure>

export const SyncRun = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  trigger: SyncTrigger,
  kind: SyncKind,
  status: SyncStatus,
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  products: z.number().int(),
  stockRows: z.number().int(),
  /** Rows that could not be read or used; those of a page that was not read are counted by what the list announced. */
  failed: z.number().int(),
  calls: z.number().int(),
  /** Calls that were made again after a fault. */
  retries: z.number().int(),
  /** How often the provider said "too fast". */
  limitWaits: z.number().int(),
  /** Time spent waiting after limit answers and faults, and for the network. */
  waitedMs: z.number().int(),
  /** Figures that changed. */
  changes: z.number().int(),
  /** Rows that were asked for at once: what the numbers of pages go by. */
  pageSize: z.number().int(),
  /** What it did not read because that is switched off. Categories and suppliers go with products. */
  leftOut: z.array(SyncResource),
  resources: z.array(ResourceCount),
  failures: z.array(SyncFailure),
})
export type SyncRun = z.infer<typeof SyncRun>

/** Which runs of the history are meant; null: any. */
export const RunFilter = z.object({
  status: SyncStatus.nullable(),
  trigger: SyncTrigger.nullable(),
  kind: SyncKind.nullable(),
})
export type RunFilter = z.infer<typeof RunFilter>

/** The provider's call limit, another try after a fault, or the network to come back. */
export const WaitingFor = z.enum(['limit', 'retry', 'network'])
export type WaitingFor = z.infer<typeof WaitingFor>

/** Where a run stands. `pagesKnown` grows when the provider says a list is longer than thought. */
export const SyncProgress = z.object({
  runId: z.uuid(),
  connectionId: z.uuid(),
  resource: SyncResource,
  pagesDone: z.number().int(),
  pagesKnown: z.number().int(),
  products: z.number().int(),
  stockRows: z.number().int(),
  calls: z.number().int(),
  /** The next try, epoch ms; null when not waiting, and while the network is tried. */
  waitingUntil: z.number().nullable(),
  waitingFor: WaitingFor.nullable(),
})
export type SyncProgress = z.infer<typeof SyncProgress>

/** A list that was suddenly so much shorter that what it no longer names was kept. */
export const HeldList = z.object({
  resource: z.enum(['products', 'availability']),
  /** Rows it no longer names, of how many that are stored. */
  gone: z.number().int(),
  stored: z.number().int(),
  heldAt: z.number(),
})
export type HeldList = z.infer<typeof HeldList>

export const SyncOverview = z.object({
  /** The run under way, or null. */
  current: SyncRun.nullable(),
  progress: SyncProgress.nullable(),
  /** The newest run that ended, or null. */
  last: SyncRun.nullable(),
  /** When a complete run last ended well. */
  lastSuccessAt: z.number().nullable(),
  /** When the next automatic run is due, epoch ms; null when none is. */
  nextAt: z.number().nullable(),
  /** Quick runs after which every figure has been read again; null: not known before the stock list was read once. */
  runsToReadAgain: z.number().int().nullable(),
  /** The user is asked about these; see `sync.acceptHeld`. */
  held: z.array(HeldList),
  /** Calls in the last 60 s and how many the app allows itself now. */
  budget: z.object({ used: z.number().int(), limit: z.number().int() }),
})
export type SyncOverview = z.infer<typeof SyncOverview>

export const SyncRunDetail = z.object({
  run: SyncRun,
  /** First 200. */
  changes: z.array(StockChange),
})
export type SyncRunDetail = z.infer<typeof SyncRunDetail>
