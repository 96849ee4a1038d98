import { type ExportWords, exportColumns } from '../../shared/domain/run-export'
import { type RunFilter, type SyncFailure, type SyncRun, syncResources } from '../../shared/domain/sync-run'
import { BYTE_ORDER_MARK, csvLine } from '../lib/csv'
import { localTime } from '../lib/local-time'
import { saveFile } from '../lib/save-file'
import { yieldToLoop } from '../lib/yield'
import type { ChooseFile, Clock } from '../ports'
import type { SyncRunStore } from './sync-run-store'

const RUNS_PER_STEP = 50

interface Deps {
  runs: Pick<SyncRunStore, 'ids' | 'get'>
  chooseFile: ChooseFile
  clock: Pick<Clock, 'now'>
  stopping: AbortSignal
}

/** Writes the history into a file that the user chooses. */
export class RunExport {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Null: no file was chosen. Throws what `saveFile` throws. */
  async save({ words, ...filter }: RunFilter & { connectionId: string; words: ExportWords }): Promise<{
    file: string
    runs: number
  } | null> {
    const { runs, chooseFile, clock } = this.#deps
    const file = await chooseFile(`shelfwatch-syncs-${localTime(clock.now()).slice(0, 10)}.csv`)
    if (file === null) return null
    const ids = runs.ids(filter)
    await saveFile(file, this.#lines(ids, words))
    return { file, runs: ids.length }
  }

  /** A few runs at a time: half a year of syncs is read in seconds. */
  async *#lines(ids: readonly string[], words: ExportWords): AsyncGenerator<string> {
    const { runs, stopping } = this.#deps
    yield BYTE_ORDER_MARK + csvLine(headOf(words))
    for (let first = 0; first < ids.length; first += RUNS_PER_STEP) {
      await yieldToLoop(stopping)
      const step = ids.slice(first, first + RUNS_PER_STEP).flatMap((id) => runs.get(id) ?? [])
      yield step.map((run) => csvLine(cellsOf(run, words))).join('')
    }
  }
}

function headOf({ columns, pages, failures, resources }: ExportWords): string[] {
  return [
    ...exportColumns.map((column) => columns[column]),
    ...syncResources.map((resource) => `${pages}: ${resources[resource]}`),
    failures,
  ]
}

function cellsOf(run: SyncRun, words: ExportWords): (string | number | null)[] {
  const { startedAt, finishedAt } = run
  const cells: Record<(typeof exportColumns)[number], string | number | null> = {
    started: localTime(startedAt),
    ended: finishedAt === null ? null : localTime(finishedAt),
    seconds: finishedAt === null ? null : inSeconds(Math.max(0, finishedAt - startedAt)),
    trigger: words.triggers[run.trigger],
    kind: words.kinds[run.kind],
    status: words.statuses[run.status],
    products: run.products,
    stockRows: run.stockRows,
    failedRows: run.failed,
    failedPages: run.failures.filter(({ isWholePage }) => isWholePage).length,
    calls: run.calls,
    retries: run.retries,
    limitWaits: run.limitWaits,
    secondsWaited: inSeconds(run.waitedMs),
    changes: run.changes,
  }
  const pages = new Map(run.resources.map((count) => [count.resource, count.pages]))
  return [
    ...exportColumns.map((column) => cells[column]),
    ...syncResources.map((resource) => pages.get(resource) ?? 0),
    run.failures.map((failure) => describeFailure(failure, words)).join(' | '),
  ]
}

function describeFailure({ resource, page, message, code }: SyncFailure, words: ExportWords): string {
  const place = [
    ...(resource ? [words.resources[resource]] : []),
    ...(page === null ? [] : [`${words.page} ${page}`]),
  ].join(', ')
  return `${place ? `${place}: ` : ''}${message} (${code})`
}

function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10
}
