import type BetterSqlite3 from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import type { StorageStatus } from '../../shared/domain/app-status'
import { AppError } from '../../shared/errors'
import type { Clock, Log } from '../ports'
import { isBusy, storageError } from './storage-errors'

/** Within 30 s of a commit, so that the write-ahead log stays small. */
const CHECKPOINT_AFTER_MS = 20_000
const LARGE_LOG_BYTES = 64 * 1024 * 1024

export interface DatabaseDeps {
  sqlite: BetterSqlite3.Database
  clock: Clock
  log: Log
  /** Why nothing can be written for as long as the app runs; null: writable. */
  problem?: StorageStatus['problem']
  /** After the file was closed. `isClean`: checkpointed, and nothing suspicious was seen. */
  onClosed?: (isClean: boolean) => void
}

/** The open store: its only writer, and the one place where SQLite's failures are put into words. */
export class Database {
  /** For hand-written SQL. Writing statements belong inside `write`. */
  readonly sqlite: BetterSqlite3.Database
  /** The same connection for drizzle. Column names are the schema's in snake case. */
  readonly orm: BetterSQLite3Database
  readonly #deps: DatabaseDeps
  readonly #closing = new AbortController()
  readonly #listeners = new Set<(status: StorageStatus) => void>()
  #problem: StorageStatus['problem']
  #isCheckpointDue = false
  #wasSuspicious = false

  constructor(deps: DatabaseDeps) {
    this.sqlite = deps.sqlite
    this.orm = drizzle({ client: deps.sqlite, casing: 'snake_case' })
    this.#deps = deps
    this.#problem = deps.problem ?? null
  }

  status(): StorageStatus {
    return { writable: this.#problem === null, problem: this.#problem }
  }

  /** Calls the listener whenever the status changes. Returns how to stop that. */
  onStatus(listener: (status: StorageStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Runs `work` in one immediate transaction; inside another `write` it joins that one. `work` is
   * short and touches only the database. When it throws, nothing is kept.
   *
   * A full disk, a fault of the disk and the like are thrown as `storage_full`, `storage_read_only` or
   * `storage_failed` and change the status. Each later write tries again, and the first that succeeds
   * makes the status writable.
   */
  write<T>(work: () => T): T {
    if (this.sqlite.inTransaction) return work()
    if (this.#deps.problem) throw new AppError(this.#deps.problem.code, this.#deps.problem.message)
    try {
      const result = this.sqlite.transaction(work).immediate()
      this.#setProblem(null)
      this.#checkpointLater()
      return result
    } catch (error) {
      throw this.#translate(error)
    }
  }

  /** Moves what was committed into the main file and empties the write-ahead log. False when a reader is in the way. */
  checkpoint(): boolean {
    const [result] = this.sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number; log: number }[]
    if (!result?.busy) return true
    const bytes = result.log * Number(this.sqlite.pragma('page_size', { simple: true }))
    if (bytes > LARGE_LOG_BYTES) this.#deps.log.warn('write-ahead log is large', { bytes })
    return false
  }

  close(): void {
    if (!this.sqlite.open) return
    this.#closing.abort()
    const isCheckpointed = this.#tryCheckpoint()
    this.sqlite.close()
    this.#deps.onClosed?.(isCheckpointed && !this.#wasSuspicious)
  }

  #translate(error: unknown): unknown {
    if (isBusy(error)) {
      return new AppError(
        'storage_failed',
        'Another program is using the data of Shelfwatch. Close it and try again.',
        { cause: error },
      )
    }
    const problem = storageError(error)
    if (!problem) return error
    this.#wasSuspicious = true
    this.#deps.log.error('write failed', { code: problem.code, error })
    this.#setProblem({ code: problem.code, message: problem.message })
    return problem
  }

  #setProblem(problem: StorageStatus['problem']): void {
    if (problem?.message === this.#problem?.message) return
    this.#problem = problem
    for (const listener of this.#listeners) listener(this.status())
  }

  #checkpointLater(): void {
    if (this.#isCheckpointDue) return
    this.#isCheckpointDue = true
    this.#deps.clock.sleep(CHECKPOINT_AFTER_MS, this.#closing.signal).then(
      () => {
        this.#isCheckpointDue = false
        if (!this.#tryCheckpoint()) this.#checkpointLater()
      },
      () => undefined,
    )
  }

  #tryCheckpoint(): boolean {
    try {
      return this.checkpoint()
    } catch (error) {
      this.#deps.log.warn('checkpoint failed', { error })
      return false
    }
  }
}
