import { z } from 'zod'
import { SyncKind, SyncResource, SyncStatus, SyncTrigger } from './sync-run'

const word = z.string().max(100)

/** Columns of an exported history, in their order; then one with the pages of each list, then the failures. */
export const exportColumns = [
  'started',
  'ended',
  'seconds',
  'trigger',
  'kind',
  'status',
  'products',
  'stockRows',
  'failedRows',
  'failedPages',
  'calls',
  'retries',
  'limitWaits',
  'secondsWaited',
  'changes',
] as const

/** What an exported history calls things: the screen's words, as it alone knows them. */
export const ExportWords = z.object({
  columns: z.record(z.enum(exportColumns), word),
  /** Heads the pages read of a list, before its name, and stands before the number of a page. */
  pages: word,
  page: word,
  failures: word,
  triggers: z.record(SyncTrigger, word),
  kinds: z.record(SyncKind, word),
  statuses: z.record(SyncStatus, word),
  resources: z.record(SyncResource, word),
})
export type ExportWords = z.infer<typeof ExportWords>
