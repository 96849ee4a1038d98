import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** A whole check at least this often, so that a decaying disk is noticed. */
const CHECK_AGAIN_MS = 7 * 24 * 60 * 60 * 1000

const Mark = z.object({ bytes: z.number(), modifiedMs: z.number(), checkedAt: z.number() })

/**
 * A small file beside the database, written when it was closed in good order and removed when it is
 * opened. Checking a database of 150 MB takes 0.5 s, and 3 s when the file is not in the system's
 * memory: too long for every start. A mark that still fits the file says that nothing has written
 * to it since, so the whole check is left to starts after a crash, a change from outside, or a week.
 */
export class CleanMark {
  readonly #database: string
  readonly #file: string

  constructor(databaseFile: string) {
    this.#database = databaseFile
    this.#file = `${databaseFile}.clean`
  }

  exists(): boolean {
    return this.#read() !== null
  }

  /** When the untouched file was last checked as a whole; null: it has to be checked now. */
  checkedAt(now: number): number | null {
    const mark = this.#read()
    if (!mark || Math.abs(now - mark.checkedAt) >= CHECK_AGAIN_MS) return null
    const { size, mtimeMs } = statSync(this.#database)
    return size === mark.bytes && mtimeMs === mark.modifiedMs ? mark.checkedAt : null
  }

  set(checkedAt: number): void {
    const { size, mtimeMs } = statSync(this.#database)
    writeFileSync(this.#file, JSON.stringify({ bytes: size, modifiedMs: mtimeMs, checkedAt }))
  }

  remove(): void {
    rmSync(this.#file, { force: true })
  }

  #read(): z.infer<typeof Mark> | null {
    try {
      return Mark.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch {
      return null
    }
  }
}
