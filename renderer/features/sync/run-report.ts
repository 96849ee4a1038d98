import type { SyncFailure, SyncRun } from '../../../shared/domain/sync-run'
import { formatDuration, formatExact, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { durationMs } from './run-bars'

const { columns, detail, kinds, resources, statuses, triggers } = text.sync

/** What a run is called in a list: by what started it, and that it was a quick one. */
export function runName({ trigger, kind }: Pick<SyncRun, 'trigger' | 'kind'>): string {
  return kind === 'quick' ? `${triggers[trigger]} · ${kinds.quick}` : triggers[trigger]
}

/** What started a run and how much it was to read, and once it has ended, when it did and what held it up. */
export function runFacts(run: SyncRun, formatEnd: (at: number) => string): [name: string, value: string][] {
  const { trigger, kind, finishedAt, retries, limitWaits } = run
  const start: [string, string][] = [
    [columns.trigger, triggers[trigger]],
    [detail.kind, kinds[kind]],
  ]
  if (finishedAt === null) return start
  return [
    ...start,
    [detail.ended, formatEnd(finishedAt)],
    [detail.retries, formatNumber(retries)],
    [detail.limitWaits, formatNumber(limitWaits)],
  ]
}

/** Where something went wrong, as far as it is known: "Stock levels, page 4". */
export function failurePlace({ resource, page }: SyncFailure): string {
  return resource ? detail.place(resources[resource], page) : ''
}

/** Which part of a sync is switched off; null: none. */
export function describeLeftOut({ leftOut }: SyncRun): string | null {
  return leftOut.length === 0
    ? null
    : detail.leftOut(leftOut.map((resource) => resources[resource]).join(', '))
}

/** A run as plain text, for a message to whoever helps. */
export function describeRun(run: SyncRun): string {
  const took = durationMs(run)
  const facts = [
    [columns.started, formatExact(run.startedAt)],
    ...runFacts(run, formatExact),
    [columns.status, statuses[run.status]],
    [columns.products, formatNumber(run.products)],
    [columns.stockRows, formatNumber(run.stockRows)],
    [columns.failed, formatNumber(run.failed)],
    [columns.calls, formatNumber(run.calls)],
    [columns.waited, formatDuration(run.waitedMs)],
    [columns.took, took === null ? text.sync.none : formatDuration(took)],
  ].map(([name, value]) => `${name}: ${value}`)
  const leftOut = describeLeftOut(run)
  return [
    ...facts,
    ...(leftOut ? [leftOut] : []),
    ...section(detail.read, run.resources.map(describeCount)),
    ...section(detail.failures, run.failures.map(describeFailure)),
  ].join('\n')
}

function describeCount({ resource, pages, rows, failed }: SyncRun['resources'][number]): string {
  const counts = [
    `${detail.pages} ${formatNumber(pages)}`,
    `${detail.rows} ${formatNumber(rows)}`,
    `${detail.failed} ${formatNumber(failed)}`,
  ]
  return `${resources[resource]}: ${counts.join(', ')}`
}

function describeFailure(failure: SyncFailure): string {
  const place = failurePlace(failure)
  return `${place ? `${place}: ` : ''}${failure.message} (${failure.code})`
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)]
}
