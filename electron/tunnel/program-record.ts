import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Clock, Log, Programs } from '../ports'

const Entry = z.object({
  pid: z.number().int().positive(),
  startedAt: z.string(),
  program: z.string().min(1),
})
type Entry = z.infer<typeof Entry>

const LOOK_MS = 100

interface RecordDeps {
  clock: Clock
  log: Log
  programs: Programs
  path: string
  /** From the request to end until it is killed. */
  endMs: number
}

/** Remembers in a file which program runs, so that one that outlived the app is ended before another one starts. */
export class ProgramRecord {
  readonly #deps: RecordDeps

  constructor(deps: RecordDeps) {
    this.#deps = deps
  }

  async write(pid: number, program: string): Promise<void> {
    const facts = await this.#deps.programs.describe(pid)
    if (!facts) return
    const entry: Entry = { pid, startedAt: facts.startedAt, program }
    this.#tryFile('write', () => writeFileSync(this.#deps.path, JSON.stringify(entry)))
  }

  clear(): void {
    this.#tryFile('remove', () => rmSync(this.#deps.path, { force: true }))
  }

  /** Ends what an earlier run of the app left behind: only the very process that was written down, never another of its number. Never rejects. */
  async reap(): Promise<void> {
    const entry = this.#read()
    try {
      if (entry && (await this.#isStillThere(entry))) await this.#end(entry)
    } catch (error) {
      this.#deps.log.warn('tunnel program of an earlier run cannot be ended', { error })
    }
    this.clear()
  }

  async #end(entry: Entry): Promise<void> {
    const { clock, log, programs, endMs } = this.#deps
    log.warn('tunnel program of an earlier run is ended', { pid: entry.pid })
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      programs.kill(entry.pid, signal)
      for (let waitedMs = 0; waitedMs < endMs; waitedMs += LOOK_MS) {
        await clock.sleep(LOOK_MS)
        if (!(await this.#isStillThere(entry))) return
      }
    }
  }

  async #isStillThere({ pid, startedAt, program }: Entry): Promise<boolean> {
    const facts = await this.#deps.programs.describe(pid)
    return facts !== null && facts.startedAt === startedAt && facts.command.includes(program)
  }

  #read(): Entry | null {
    try {
      return Entry.parse(JSON.parse(readFileSync(this.#deps.path, 'utf8')))
    } catch {
      return null
    }
  }

  /** The guard beside the program is the first net. Without this second one the tunnel still works. */
  #tryFile(verb: string, action: () => void): void {
    try {
      action()
    } catch (error) {
      this.#deps.log.warn(`cannot ${verb} the record of the tunnel program`, { error })
    }
  }
}
