import { z } from 'zod'
import { ExportWords } from '../domain/run-export'
import { RunFilter, SyncOverview, SyncRun, SyncRunDetail } from '../domain/sync-run'

const connectionId = z.uuid()

export const syncCalls = {
  /** Joins the run under way, if there is one. Answers at once; the run goes on in the background. */
  'sync.start': {
    input: z.object({ connectionId, kind: z.enum(['full', 'quick']) }),
    output: SyncRun,
  },
  /** Reads the pages that a run could not read. `not_found` when it has none, or a newer run has read everything since. */
  'sync.retryPages': { input: z.object({ runId: z.uuid() }), output: SyncRun },
  /** What the held lists no longer name is gone: starts a full run that believes it. */
  'sync.acceptHeld': { input: z.object({ connectionId }), output: SyncRun },
  /** Answers when the run has stopped, within a second. */
  'sync.cancel': { input: z.object({ connectionId }), output: z.null() },
  /** Ends a wait for the network. Without one, nothing happens. */
  'sync.tryNow': { input: z.object({ connectionId }), output: z.null() },
  'sync.overview': { input: z.object({ connectionId }), output: SyncOverview },
  'sync.runs': {
    input: RunFilter.extend({
      connectionId,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ total: z.number().int(), runs: z.array(SyncRun) }),
  },
  /**
   * Asks the user for a file and writes the runs that match into it as CSV. Null: none was chosen. A `storage_…` code
   * when it cannot be written.
   */
  'sync.exportRuns': {
    input: RunFilter.extend({ connectionId, words: ExportWords }),
    output: z.object({ file: z.string(), runs: z.number().int() }).nullable(),
  },
  /** `search` narrows the changes by product name or SKU. */
  'sync.run': {
    input: z.object({ runId: z.uuid(), search: z.string().max(200) }),
    output: SyncRunDetail,
  },
}
