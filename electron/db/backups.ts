import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { DAY_MS } from '../lib/day'
import type { Clock, Log } from '../ports'
import { fullAtStart } from './file-errors'
import { schemaVersion } from './migrate'
import { APPLICATION_ID } from './pragmas'

const KEPT = 3
export interface Backup {
  file: string
  /** Epoch ms, from the file's name. */
  madeAt: number
}

/** Copies of the database in the folder `backups` beside it, named after the time they were made. */
export class Backups {
  readonly #folder: string
  readonly #clock: Clock
  readonly #log: Log

  constructor(deps: { databaseFile: string; clock: Clock; log: Log }) {
    this.#folder = join(dirname(deps.databaseFile), 'backups')
    this.#clock = deps.clock
    this.#log = deps.log
  }

  /** Newest first. */
  list(): Backup[] {
    return namesIn(this.#folder)
      .flatMap((name) => {
        const madeAt = timeIn(name)
        return madeAt === null ? [] : [{ file: join(this.#folder, name), madeAt }]
      })
      .sort((a, b) => b.madeAt - a.madeAt)
  }

  isDue(): boolean {
    const newest = this.list()[0]
    return newest === undefined || Math.abs(this.#clock.now() - newest.madeAt) >= DAY_MS
  }

  /**
   * Copies an open database, in steps that let other work go on. The copy is not checked: that would hold
   * up everything for a second or more. Kept are the newest three, and the newest from before `wholeAt`, when
   * the database was last found to be whole: all later ones may carry the same damage. Throws
   * `storage_full` unless twice the database's size is free, so that a backup never fills the disk.
   */
  async make(sqlite: BetterSqlite3.Database, wholeAt: number): Promise<Backup> {
    mkdirSync(this.#folder, { recursive: true })
    this.#refuseFullDisk(sqlite)
    this.#removeUnfinished()
    const madeAt = this.#clock.now()
    const file = join(this.#folder, nameOf(madeAt))
    const unfinished = `${file}.part`
    try {
      await sqlite.backup(unfinished)
      await flushInBackground(unfinished)
      renameSync(unfinished, file)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw error
    }
    this.#removeOld(wholeAt)
    this.#log.info('backup made', { madeAt })
    return { file, madeAt }
  }

  removeAll(): void {
    this.#removeUnfinished()
    for (const { file } of this.list()) rmSync(file, { force: true })
  }

  /** What a program that ended in the middle left behind. */
  #removeUnfinished(): void {
    for (const name of namesIn(this.#folder)) {
      if (name.includes('.part')) rmSync(join(this.#folder, name), { force: true })
    }
  }

  #removeOld(wholeAt: number): void {
    const all = this.list()
    const knownGood = all.find((backup) => backup.madeAt <= wholeAt)
    for (const old of all.slice(KEPT)) {
      if (old !== knownGood) rmSync(old.file, { force: true })
    }
  }

  #refuseFullDisk(sqlite: BetterSqlite3.Database): void {
    const pages = Number(sqlite.pragma('page_count', { simple: true }))
    const needed = 2 * pages * Number(sqlite.pragma('page_size', { simple: true }))
    const { bavail, bsize } = statfsSync(dirname(this.#folder))
    if (bavail * bsize < needed) throw fullAtStart(new Error(`${needed} bytes are needed`))
  }

  /** The newest backup that is whole and that this version of the app can read. */
  newestGood(knownVersions: number): Backup | null {
    return this.list().find((backup) => isGood(backup.file, knownVersions)) ?? null
  }
}

/** Whether a closed copy of the database is whole. */
export function isGood(file: string, knownVersions: number): boolean {
  try {
    const sqlite = new BetterSqlite3(file, { fileMustExist: true })
    try {
      const isOurs = sqlite.pragma('application_id', { simple: true }) === APPLICATION_ID
      return isOurs && schemaVersion(sqlite) <= knownVersions && damageIn(sqlite) === null
    } finally {
      sqlite.close()
    }
  } catch {
    return false
  }
}

/** What is wrong with an open database, or null. SQLite tells by an answer or by an error. */
export function damageIn(sqlite: BetterSqlite3.Database): string | null {
  const answer = String(sqlite.pragma('quick_check(1)', { simple: true }))
  return answer === 'ok' ? null : answer
}

/** Onto the disk, without holding up the app: the copy of a large shop takes its time. */
async function flushInBackground(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function flush(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** `2026-03-11T14-05-00-000Z.db`: a colon is not allowed in file names everywhere. */
function nameOf(time: number): string {
  return `${new Date(time).toISOString().replaceAll(/[:.]/g, '-')}.db`
}

function timeIn(name: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.db$/.exec(name)
  if (!parts) return null
  const [, day, hours, minutes, seconds, ms] = parts
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`)
}
