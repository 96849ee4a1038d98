import { and, count, desc, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import { syncRuns } from '../../drizzle/schema'
import type { RunFilter, SyncFailure, SyncKind, SyncRun } from '../../shared/domain/sync-run'
import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'

export interface RunQuery extends RunFilter {
  connectionId: string
  offset: number
  limit: number
}

const KEPT_RUNS = 100
const RUNS_PER_STEP = 50

/** Runs of the kind `products` follow deliveries, many in an hour. Whoever asks for the newest sync means another one. */
const syncKinds: readonly SyncKind[] = ['full', 'quick', 'pages']

function interrupted(kind: SyncKind): SyncFailure {
  const message =
    kind === 'products'
      ? 'Shelfwatch stopped without warning before the figures of these deliveries were confirmed. The products are read again.'
      : 'Shelfwatch stopped without warning while this sync was under way. The figures from before it are kept. A sync that starts within an hour goes on where this one stopped.'
  return { resource: null, page: null, code: 'cancelled', isWholePage: false, message }
}

/** The history of syncs. */
export class SyncRunStore {
  readonly #db: Database

  constructor(deps: { db: Database }) {
    this.#db = deps.db
  }

  begin(run: SyncRun): void {
    this.#db.write(() => this.#db.orm.insert(syncRuns).values(run).run())
  }

  saveProgress(run: SyncRun): void {
    const { id, ...columns } = run
    this.#db.write(() => this.#db.orm.update(syncRuns).set(columns).where(eq(syncRuns.id, id)).run())
  }

  finish(run: SyncRun): void {
    this.saveProgress(run)
  }

  get(runId: string): SyncRun | null {
    return this.#db.orm.select().from(syncRuns).where(eq(syncRuns.id, runId)).get() ?? null
  }

  /** Newest first. `total` counts all that match. */
  list({ offset, limit, ...filter }: RunQuery): { total: number; runs: SyncRun[] } {
    const matches = matching(filter)
    const runs = this.#newestFirst(matches).limit(limit).offset(offset).all()
    const total = this.#db.orm.select({ total: count() }).from(syncRuns).where(matches).get()?.total ?? 0
    return { total, runs }
  }

  /** Of all that match, newest first. */
  ids(filter: RunFilter & { connectionId: string }): string[] {
    const { orm } = this.#db
    const rows = orm.select({ id: syncRuns.id }).from(syncRuns).where(matching(filter))
    return rows
      .orderBy(desc(syncRuns.startedAt))
      .all()
      .map(({ id }) => id)
  }

  /** The newest run that ended, whatever its end; of these kinds. */
  lastFinished(connectionId: string, kinds = syncKinds): SyncRun | null {
    const hasEnded = and(
      eq(syncRuns.connectionId, connectionId),
      ne(syncRuns.status, 'running'),
      inArray(syncRuns.kind, [...kinds]),
    )
    return this.#newestFirst(hasEnded).get() ?? null
  }

  /** When the newest run without any failure ended. */
  lastSuccessAt(connectionId: string): number | null {
    const endedWell = and(
      eq(syncRuns.connectionId, connectionId),
      eq(syncRuns.status, 'success'),
      inArray(syncRuns.kind, [...syncKinds]),
      isNotNull(syncRuns.finishedAt),
    )
    return this.#newestFirst(endedWell).get()?.finishedAt ?? null
  }

  /**
   * At start, before any run begins: a run that is still under way was cut short by a crash or a power
   * cut. It is noted as failed; when it stopped is not known. Returns the ids of such runs.
   */
  markInterrupted(): string[] {
    return this.#db.write(() => {
      const cut = this.#db.orm.select().from(syncRuns).where(eq(syncRuns.status, 'running')).all()
      for (const run of cut) {
        this.saveProgress({ ...run, status: 'failed', failures: [...run.failures, interrupted(run.kind)] })
      }
      return cut.map((run) => run.id)
    })
  }

  /**
   * Forgets runs that began before that time, epoch ms, in small steps; never the newest 100 syncs, nor the newest 100 that
   * followed deliveries, whatever the clock says.
   */
  async purge(before: number, signal: AbortSignal): Promise<void> {
    for (const which of [`kind <> 'products'`, `kind = 'products'`]) await this.#purge(which, before, signal)
  }

  async #purge(which: string, before: number, signal: AbortSignal): Promise<void> {
    const { sqlite } = this.#db
    const oldestKept = sqlite
      .prepare<[string], number>(
        `SELECT started_at FROM sync_runs WHERE connection_id = ? AND ${which}
         ORDER BY started_at DESC LIMIT 1 OFFSET ${KEPT_RUNS - 1}`,
      )
      .pluck()
    const remove = sqlite.prepare<[string, number]>(
      `DELETE FROM sync_runs WHERE id IN (
         SELECT id FROM sync_runs WHERE connection_id = ? AND started_at < ? AND ${which} LIMIT ${RUNS_PER_STEP})`,
    )
    const connectionIds = this.#db.orm.selectDistinct({ id: syncRuns.connectionId }).from(syncRuns).all()
    for (const { id } of connectionIds) {
      const limit = Math.min(before, oldestKept.get(id) ?? 0)
      while (this.#db.write(() => remove.run(id, limit)).changes > 0) await yieldToLoop(signal)
    }
  }

  #newestFirst(matches: ReturnType<typeof and>) {
    return this.#db.orm.select().from(syncRuns).where(matches).orderBy(desc(syncRuns.startedAt)).$dynamic()
  }
}

function matching({ connectionId, status, trigger, kind }: RunFilter & { connectionId: string }) {
  return and(
    eq(syncRuns.connectionId, connectionId),
    status ? eq(syncRuns.status, status) : undefined,
    trigger ? eq(syncRuns.trigger, trigger) : undefined,
    kind ? eq(syncRuns.kind, kind) : undefined,
  )
}
