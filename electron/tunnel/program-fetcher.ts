import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ProgramFetch } from '../../shared/domain/live'
import { AppError, isAppError } from '../../shared/errors'
import { saveFault, saveFile } from '../lib/save-file'
import type { Clock, Fetch, Log } from '../ports'
import { downloadProgram } from './program-download'
import { checked, unpacked } from './program-parts'
import { storageInWords } from './program-problems'
import { fetchedProgramPath, type ProgramRelease } from './program-releases'

export interface ProgramFetcherDeps {
  clock: Clock
  fetch: Fetch
  log: Log
  dataDir: string
  /** What to fetch for this computer. */
  release: ProgramRelease | null
  /** `state` is another one. Progress is told about a hundred times in all. */
  onChange(): void
}

/** A program is about twice the size of its archive. */
const MOST_TIMES_PACKED = 8

/** Fetches the tunnel program into the profile, when the user asks for it: whole and checked, or not at all. */
export class ProgramFetcher {
  readonly #deps: ProgramFetcherDeps
  #state: ProgramFetch | null = null
  #underWay: { done: Promise<void>; abort: AbortController } | null = null

  constructor(deps: ProgramFetcherDeps) {
    this.#deps = deps
  }

  /** null: none is under way, and the last one did not fail. */
  get state(): ProgramFetch | null {
    return this.#state
  }

  get canFetch(): boolean {
    return this.#deps.release !== null
  }

  /** Resolves when it ended, however that was: see `state`. One that is under way is joined. */
  start(): Promise<void> {
    if (this.#underWay) return this.#underWay.done
    const abort = new AbortController()
    const done = this.#run(abort.signal).finally(() => {
      this.#underWay = null
    })
    this.#underWay = { done, abort }
    return done
  }

  /** Resolves when nothing is under way any more. A failure that was told is forgotten. */
  async cancel(): Promise<void> {
    this.#underWay?.abort.abort(new AppError('cancelled', 'Fetching the tunnel program was cancelled.'))
    await this.#underWay?.done
    if (this.#state) this.#become(null)
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      await this.#fetch(signal)
      this.#become(null)
    } catch (error) {
      this.#become(isAppError(error, 'cancelled') ? null : { state: 'failed', problem: this.#problem(error) })
    }
  }

  #problem(error: unknown): { code: AppError['code']; message: string } {
    if (isAppError(error)) {
      this.#deps.log.warn('the tunnel program could not be fetched', { error })
      return { code: error.code, message: error.message }
    }
    this.#deps.log.error('fetching the tunnel program failed', { error })
    return { code: 'internal', message: 'The tunnel program could not be fetched. Try again.' }
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    const { release, dataDir } = this.#deps
    if (!release) {
      throw new AppError(
        'not_found',
        'Shelfwatch knows of no tunnel program for this computer. Install cloudflared yourself and choose it in the settings.',
      )
    }
    this.#become({ state: 'fetching', receivedBytes: 0, totalBytes: release.bytes })
    const path = fetchedProgramPath(dataDir)
    try {
      await prepareFolder(dirname(path))
      const received = this.#counted(downloadProgram(this.#deps, release, signal), release.bytes)
      const program = release.isArchive ? unpacked(received, release.bytes * MOST_TIMES_PACKED) : received
      await saveFile(path, checked(program, release.digest))
      await chmod(path, 0o755)
    } catch (error) {
      throw storageInWords(saveFault(error, path))
    }
    this.#deps.log.info('the tunnel program was fetched', { url: release.url })
  }

  async *#counted(parts: AsyncIterable<Uint8Array>, totalBytes: number): AsyncGenerator<Uint8Array> {
    let receivedBytes = 0
    let told = 0
    for await (const part of parts) {
      yield part
      receivedBytes += part.byteLength
      const percent = Math.floor((receivedBytes / totalBytes) * 100)
      if (percent > told) this.#become({ state: 'fetching', receivedBytes, totalBytes })
      told = percent
    }
  }

  #become(state: ProgramFetch | null): void {
    this.#state = state
    this.#deps.onChange()
  }
}

/** The folder is the user's own. What a run left there that ended half way goes. */
async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const unfinished = (await readdir(folder)).filter((name) => name.endsWith('.part'))
  await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true })))
}
