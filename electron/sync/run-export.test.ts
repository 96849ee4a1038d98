import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ExportWords, exportColumns } from '../../shared/domain/run-export'
import { SyncKind, SyncResource, type SyncRun, SyncStatus, SyncTrigger } from '../../shared/domain/sync-run'
import { aSyncRun } from '../../shared/testing/a-sync-run'
import type { Database } from '../db/database'
import { storeConnection } from '../testing/factories'
import { FakeClock } from '../testing/fake-clock'
import { openTestDatabase } from '../testing/test-database'
import { RunExport } from './run-export'
import { SyncRunStore } from './sync-run-store'

const words: ExportWords = {
  columns: asThemselves(exportColumns),
  pages: 'Pages',
  page: 'page',
  failures: 'Failures',
  triggers: asThemselves(SyncTrigger.options),
  kinds: asThemselves(SyncKind.options),
  statuses: asThemselves(SyncStatus.options),
  resources: asThemselves(SyncResource.options),
}
const any = { status: null, trigger: null, kind: null, words }
const startedAt = new Date(2026, 10, 24, 9, 26, 5).getTime()

describe('exporting the history', () => {
  let db: Database
  let store: SyncRunStore
  let connectionId: string
  let folder: string
  let suggested: string | null

  beforeEach(() => {
    db = openTestDatabase()
    store = new SyncRunStore({ db })
    connectionId = storeConnection(db)
    folder = mkdtempSync(join(tmpdir(), 'shelfwatch-export-'))
    suggested = null
  })

  afterEach(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function exporterTo(file: string | null): RunExport {
    return new RunExport({
      runs: store,
      clock: new FakeClock({ now: startedAt }),
      stopping: new AbortController().signal,
      async chooseFile(name) {
        suggested = name
        return file
      },
    })
  }

  it('writes what each run did on one line, newest first, under a head', async () => {
    const file = join(folder, 'syncs.csv')
    add({ startedAt: startedAt - 60_000, status: 'running', finishedAt: null })
    add({
      startedAt,
      finishedAt: startedAt + 39_240,
      status: 'partial',
      products: 143,
      failed: 12,
      waitedMs: 1_500,
      resources: [{ resource: 'availability', pages: 6, rows: 429, failed: 12 }],
      failures: [
        failure({ page: 4, isWholePage: true, message: 'Cin7 said "no".' }),
        failure({ resource: null, message: 'There is no network.' }),
      ],
    })
    expect(await exporterTo(file).save({ ...any, connectionId })).toEqual({ file, runs: 2 })
    expect(suggested).toBe('shelfwatch-syncs-2026-11-24.csv')

    const written = readFileSync(file, 'utf8')
    expect(written).toMatch(
      /^\uFEFF"started","ended",.*,"Pages: availability","Pages: purchaseOrders","Failures"\r\n/,
    )
    expect(written.split('\r\n').slice(1)).toEqual([
      '"2026-11-24 09:26:05","2026-11-24 09:26:44",39.2,"manual","full","partial",143,0,12,1,0,0,0,1.5,0,0,0,0,0,6,0,"availability, page 4: Cin7 said ""no"". (provider_unavailable) | There is no network. (provider_unavailable)"',
      '"2026-11-24 09:25:05",,,"manual","full","running",0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,""',
      '',
    ])
  })

  it('writes the runs that match, however many', async () => {
    const file = join(folder, 'syncs.csv')
    for (let n = 1; n <= 120; n += 1) add({ startedAt: n, kind: n % 2 ? 'quick' : 'full' })
    const saved = await exporterTo(file).save({ ...any, connectionId, kind: 'quick' })
    expect(saved).toEqual({ file, runs: 60 })
    expect(readFileSync(file, 'utf8').match(/"quick"/g)).toHaveLength(60)
    expect(readFileSync(file, 'utf8')).not.toContain('"full"')
  })

  it('does nothing when no file is chosen', async () => {
    add({})
    expect(await exporterTo(null).save({ ...any, connectionId })).toBeNull()
  })

  let runs = 0
  function add(changes: Partial<SyncRun>): void {
    runs += 1
    const id = `00000000-0000-4000-8000-${String(runs).padStart(12, '0')}`
    store.begin(aSyncRun({ id, connectionId, ...changes }))
  }
})

function failure(changes: Partial<SyncRun['failures'][number]>): SyncRun['failures'][number] {
  return {
    resource: 'availability',
    page: null,
    code: 'provider_unavailable',
    message: '',
    isWholePage: false,
    ...changes,
  }
}

function asThemselves<K extends string>(names: readonly K[]): Record<K, string> {
  return Object.fromEntries(names.map((name) => [name, name as string])) as Record<K, string>
}
