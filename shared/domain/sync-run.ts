import { z } from 'zod'
import { errorCodes } from '../errors'
import { StockChange } from './stock'

export const SyncTrigger = z.enum(['connect', 'manual', 'schedule', 'wake', 'webhook-gap'])
export type SyncTrigger = z.infer<typeof SyncTrigger>

export const SyncStatus = z.enum(['running', 'success', 'partial', 'failed', 'cancelled'])
export type SyncStatus = z.infer<typeof SyncStatus>

/** What a run reads, in the order it reads it. */
export const syncResources = ['locations', 'categories', 'suppliers', 'products', 'availability'] as const
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
})
export type SyncFailure = z.infer<typeof SyncFailure>

export const SyncRun = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  trigger: SyncTrigger,
  status: SyncStatus,
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  products: z.number().int(),
  stockRows: z.number().int(),
  /** Rows that could not be used. */
  failed: z.number().int(),
  calls: z.number().int(),
  /** Time spent waiting because the provider said "too fast", in ms. */
  waitedMs: z.number().int(),
  /** Figures that changed. */
  changes: z.number().int(),
  resources: z.array(ResourceCount),
  failures: z.array(SyncFailure),
})
export type SyncRun = z.infer<typeof SyncRun>

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
  /** The next try after a limit answer, epoch ms; null when not waiting. */
  waitingUntil: z.number().nullable(),
})
export type SyncProgress = z.infer<typeof SyncProgress>

export const SyncOverview = z.object({
  /** The run under way, or null. */
  current: SyncRun.nullable(),
  progress: SyncProgress.nullable(),
  /** The newest run that ended, or null. */
  last: SyncRun.nullable(),
  /** When a complete run last ended well. */
  lastSuccessAt: z.number().nullable(),
  /** Calls in the last 60 s and how many the provider allows. */
  budget: z.object({ used: z.number().int(), limit: z.number().int() }),
})
export type SyncOverview = z.infer<typeof SyncOverview>

export const SyncRunDetail = z.object({
  run: SyncRun,
  /** First 200. */
  changes: z.array(StockChange),
})
export type SyncRunDetail = z.infer<typeof SyncRunDetail>
