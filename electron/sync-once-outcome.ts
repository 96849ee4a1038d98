import type { SyncRun } from '../shared/domain/sync-run'
import { isAppError } from '../shared/errors'

/** How a single sync ended. */
export interface Outcome {
  /** null: it came to no run. */
  run: SyncRun | null
  /** Lines for people. */
  text: string
  /** For the program that started it: 0 done or passed on, 2 in part, 1 not done. */
  exitStatus: 0 | 1 | 2
}

const names: Record<SyncRun['status'], string> = {
  running: 'Running',
  success: 'Success',
  partial: 'Partial',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export const passedOn: Outcome = {
  run: null,
  text: 'Shelfwatch is open, so it was asked to sync. The outcome is in its sync history.',
  exitStatus: 0,
}

export const cancelledEarly: Outcome = {
  run: null,
  text: 'The sync was cancelled before it began.',
  exitStatus: 1,
}

export function outcomeOfRun(run: SyncRun): Outcome {
  const exitStatus = run.status === 'success' ? 0 : run.status === 'partial' ? 2 : 1
  return { run, text: inWords(run), exitStatus }
}

/** Of what kept a run from starting. */
export function outcomeOfError(error: unknown): Outcome {
  const text = isAppError(error)
    ? error.message
    : 'Something unexpected happened, and the sync did not take place. The newest log of Shelfwatch says more.'
  return { run: null, text, exitStatus: 1 }
}

/** Standard output is for the outcome, as JSON for runs alone: a sentence would break whoever reads it. */
export function toStreams({ run, text }: Outcome, { isJson }: { isJson: boolean }) {
  if (!isJson) return { out: `${text}\n`, err: '' }
  return run ? { out: `${JSON.stringify(run)}\n`, err: '' } : { out: '', err: `${text}\n` }
}

function inWords(run: SyncRun): string {
  const { status, products, stockRows, calls, changes, failures, leftOut } = run
  const took = duration((run.finishedAt ?? run.startedAt) - run.startedAt)
  const read = `${count(products, 'product')} and ${count(stockRows, 'stock row')}`
  const lines = [
    `${names[status]}: ${read} read in ${count(calls, 'call')} and ${took}, ${count(changes, 'change')}.`,
  ]
  if (leftOut.includes('products')) lines.push('Products are left out, as set in Settings.')
  if (leftOut.includes('availability')) lines.push('Stock levels are left out, as set in Settings.')
  const [first, ...more] = failures
  if (first) lines.push(first.message)
  if (more.length > 0) lines.push(`The sync history tells of ${count(more.length, 'more problem')}.`)
  return lines.join('\n')
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}

function duration(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100)
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`
  const seconds = Math.round(tenths / 10)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
