import type BetterSqlite3 from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import type { AppStatus, StorageStatus } from '../../shared/domain/app-status'
import { AppError } from '../../shared/errors'
import type { Clock, Log } from '../ports'
import { schemaVersion } from './migrate'
import { isBusy, isDamage, storageError } from './storage-errors'

/** Within 30 s of a commit, so that the write-ahead log stays small. */
const CHECKPOINT_AFTER_MS = 20_000
const TRY_AGAIN_AFTER_MS = 10_000
const LARGE_LOG_BYTES = 64 * 1024 * 1024

export interface DatabaseDeps {
  sqlite: BetterSqlite3.Database
  clock: Clock
  log: Log
  /** Why nothing can be written for as long as the app runs; null: writable. */
  problem?: StorageStatus['problem']
  notices?: AppStatus['notices']
  /** Makes a backup when one is due. */
  backUpIfDue?: () => Promise<void>
  removeBackups?: () => void
  /** After the file was closed. `isClean`: checkpointed, and nothing suspicious was seen. */
  onClosed?: (isClean: boolean) => void
}

/** The open store: its only writer, and the one place where SQLite's failures are put into words. */
export class Database {
  /** For hand-written SQL. Writing statements belong inside `write`. */
  readonly sqlite: BetterSqlite3.Database
  /** The same connection for drizzle. Column names are the schema's in snake case. */
  readonly orm: BetterSQLite3Database
  /** What the user has to be told once about this start. */
  readonly notices: AppStatus['notices']
  readonly #deps: DatabaseDeps
  readonly #closing = new AbortController()
  readonly #listeners = new Set<(status: StorageStatus) => void>()
  #problem: StorageStatus['problem']
  /** What no later write can end. */
  #lasting: StorageStatus['problem']
  #isCheckpointDue = false
  #isTryDue = false
  #wasSuspicious = false

  constructor(deps: DatabaseDeps) {
    this.sqlite = deps.sqlite
    this.orm = drizzle({ client: deps.sqlite, casing: 'snake_case' })
    this.notices = deps.notices ?? []
    this.#deps = deps
    this.#lasting = deps.problem ?? null
    this.#problem = this.#lasting
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
   * makes the status writable, except after damage.
   */
  write<T>(work: () => T): T {
    if (this.sqlite.inTransaction) return work()
    if (this.#lasting) throw new AppError(this.#lasting.code, this.#lasting.message)
    try {
      const result = this.sqlite.transaction(work).immediate()
      this.#setProblem(null)
      this.#checkpointLater()
      return result
    } catch (error) {
      throw this.translate(error)
    }
  }

  /**
   * Puts a failure of the store into words and changes the status; other failures come back as they are.
   * `write` does this by itself. After damage nothing more is written, and the next start checks the file.
   */
  translate(error: unknown): unknown {
    const problem = storageError(error)
    if (!problem) return error
    if (isBusy(error) || this.#lasting) return problem
    this.#wasSuspicious = true
    const { code, message } = problem
    if (isDamage(error)) this.#lasting = { code, message }
    if (this.#problem?.message !== message) {
      this.#deps.log.error('store failed', { code, error })
    }
    this.#setProblem({ code, message })
    return problem
  }

  /** Moves what was committed into the main file and empties the write-ahead log. False when a reader is in the way. */
  checkpoint(): boolean {
    const [result] = this.sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number; log: number }[]
    if (!result?.busy) return true
    const bytes = result.log * Number(this.sqlite.pragma('page_size', { simple: true }))
    if (bytes > LARGE_LOG_BYTES) this.#deps.log.warn('write-ahead log is large', { bytes })
    return false
  }

  /** Makes a backup when the newest is a day old. Other work goes on meanwhile; `close` gives it up. */
  async backUpIfDue(): Promise<void> {
    if (this.#problem !== null || !this.sqlite.open) return
    try {
      await this.#deps.backUpIfDue?.()
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error
    }
  }

  /** Overwrites what deleted rows left in the file, and removes the backups. For a store that holds hardly anything any more. */
  eraseTraces(): void {
    if (this.#problem !== null) return
    this.sqlite.exec('VACUUM')
    this.#tryCheckpoint()
    this.#deps.removeBackups?.()
  }

  /** Empties the write-ahead log and closes the file. Safe to repeat. */
  close(): void {
    if (!this.sqlite.open) return
    this.#closing.abort()
    const isCheckpointed = this.#tryCheckpoint()
    this.sqlite.close()
    this.#deps.onClosed?.(isCheckpointed && !this.#wasSuspicious)
  }

  #setProblem(problem: StorageStatus['problem']): void {
    if (problem?.message === this.#problem?.message) return
    this.#problem = problem
    for (const listener of this.#listeners) listener(this.status())
    if (problem && !this.#lasting) this.#tryAgainLater()
  }

  /** So that the screen hears of an end of the trouble even when nobody writes. */
  #tryAgainLater(): void {
    if (this.#isTryDue) return
    this.#isTryDue = true
    this.#after(TRY_AGAIN_AFTER_MS, () => {
      this.#isTryDue = false
      try {
        this.write(() => this.sqlite.pragma(`user_version = ${schemaVersion(this.sqlite)}`))
      } catch (error) {
        this.#deps.log.debug('still not writable', { error })
        this.#tryAgainLater()
      }
    })
  }

  #checkpointLater(): void {
    if (this.#isCheckpointDue) return
    this.#isCheckpointDue = true
    this.#after(CHECKPOINT_AFTER_MS, () => {
      this.#isCheckpointDue = false
      if (!this.#tryCheckpoint()) this.#checkpointLater()
    })
  }

  /** Not at all when the database is closed before. */
  #after(ms: number, work: () => void): void {
    this.#deps.clock.sleep(ms, this.#closing.signal).then(work, () => undefined)
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
