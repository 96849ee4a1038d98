import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ProgramFetch } from '../../shared/domain/live'
import type { Fetch } from '../ports'
import { ProgramFetcher } from '../tunnel/program-fetcher'
import { fetchedProgramPath, type ProgramRelease } from '../tunnel/program-releases'
import { FakeClock } from './fake-clock'
import { silentLog } from './node-ports'
import { ProgramServer, releaseOf } from './program-server'

/** Made of digests, as a program does not pack well either. */
export const program = Buffer.concat(
  Array.from({ length: 10_000 }, (_, n) => createHash('sha256').update(String(n)).digest()),
)

/** Where a release points to. */
export const handOut = 'release-assets.githubusercontent.com/file'

export const receivedBytes = ({ state }: ProgramFetcher): number =>
  state?.state === 'fetching' ? state.receivedBytes : 0

/** What fetches the tunnel program, with a profile to fetch it into and a server that answers as the test says. */
export class FetchSetup {
  readonly server = new ProgramServer()
  readonly clock = new FakeClock()
  readonly dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-fetch-'))
  readonly states: (ProgramFetch | null)[] = []

  async start(): Promise<void> {
    await this.server.start()
  }

  async stop(): Promise<void> {
    await this.server.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  createFetcher(
    release: ProgramRelease | null = releaseOf(program),
    fetch: Fetch = this.server.fetch,
  ): ProgramFetcher {
    const { clock, dataDir, states } = this
    const fetcher: ProgramFetcher = new ProgramFetcher({
      clock,
      fetch,
      log: silentLog,
      dataDir,
      release,
      onChange: () => states.push(fetcher.state),
    })
    return fetcher
  }

  /** Half of the program, and then what the test does. */
  answerHalf(): Promise<ServerResponse> {
    return new Promise((resolve) => {
      this.server.answers.set('github.com/program', (_request, response) => {
        response.writeHead(200, { 'content-length': program.byteLength })
        response.write(program.subarray(0, 150_000))
        resolve(response)
      })
    })
  }

  /** The files where a fetched program is put. */
  kept(): string[] {
    const folder = join(this.dataDir, 'tunnel')
    return existsSync(folder) ? readdirSync(folder) : []
  }

  /** It fails with these words, and leaves the program of before as it was, alone. */
  async expectFailure(
    fetcher: ProgramFetcher,
    code: string,
    words: RegExp,
    act = async () => {},
  ): Promise<void> {
    const path = fetchedProgramPath(this.dataDir)
    mkdirSync(join(this.dataDir, 'tunnel'), { recursive: true })
    writeFileSync(path, 'the one of before')
    const done = fetcher.start()
    await act()
    await done
    expect(fetcher.state).toEqual({
      state: 'failed',
      problem: { code, message: expect.stringMatching(words) },
    })
    expect(this.states.at(-1)).toEqual(fetcher.state)
    expect(this.kept()).toEqual(['cloudflared'])
    expect(readFileSync(path, 'utf8')).toBe('the one of before')
  }
}
