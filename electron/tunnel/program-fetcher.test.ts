import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProgramFetch } from '../../shared/domain/live'
import type { Fetch } from '../ports'
import { FakeClock } from '../testing/fake-clock'
import { noNetwork, silentLog } from '../testing/node-ports'
import { asOrdinaryUser } from '../testing/ordinary-user'
import { ProgramServer, releaseOf, tarOf } from '../testing/program-server'
import { waitUntil } from '../testing/wait-until'
import { ProgramFetcher } from './program-fetcher'
import { fetchedProgramPath, type ProgramRelease } from './program-releases'

/** Made of digests, as a program does not pack well either. */
const program = Buffer.concat(
  Array.from({ length: 10_000 }, (_, n) => createHash('sha256').update(String(n)).digest()),
)
const handOut = 'release-assets.githubusercontent.com/file'

let server: ProgramServer
let clock: FakeClock
let dataDir: string
let states: (ProgramFetch | null)[]

beforeEach(async () => {
  server = new ProgramServer()
  await server.start()
  clock = new FakeClock()
  dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-fetch-'))
  states = []
})

afterEach(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

function createFetcher(release: ProgramRelease | null = releaseOf(program), fetch: Fetch = server.fetch) {
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

const answer =
  (body: Uint8Array | string, type = 'application/octet-stream'): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(body)
const redirectTo =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location, 'content-type': 'text/html' }).end('<p>moved</p>')

/** Half of the program, and then what the test does. */
function answerHalf(): Promise<ServerResponse> {
  return new Promise((resolve) => {
    server.answers.set('github.com/program', (_request, response) => {
      response.writeHead(200, { 'content-length': program.byteLength })
      response.write(program.subarray(0, 150_000))
      resolve(response)
    })
  })
}

const receivedBytes = ({ state }: ProgramFetcher) => (state?.state === 'fetching' ? state.receivedBytes : 0)
const kept = () => (existsSync(join(dataDir, 'tunnel')) ? readdirSync(join(dataDir, 'tunnel')) : [])

/** It fails with these words, and leaves the program of before as it was, alone. */
async function expectFailure(fetcher: ProgramFetcher, code: string, words: RegExp, act = async () => {}) {
  mkdirSync(join(dataDir, 'tunnel'), { recursive: true })
  writeFileSync(fetchedProgramPath(dataDir), 'the one of before')
  const done = fetcher.start()
  await act()
  await done
  expect(fetcher.state).toEqual({
    state: 'failed',
    problem: { code, message: expect.stringMatching(words) },
  })
  expect(states.at(-1)).toEqual(fetcher.state)
  expect(kept()).toEqual(['cloudflared'])
  expect(readFileSync(fetchedProgramPath(dataDir), 'utf8')).toBe('the one of before')
}

describe('fetching the tunnel program', () => {
  it('puts the whole program into the profile, ready to be run, and tells how far it is', async () => {
    server.answers.set('github.com/program', redirectTo(`https://${handOut}`))
    server.answers.set(handOut, answer(program))
    const fetcher = createFetcher()
    await fetcher.start()

    expect(fetcher.state).toBeNull()
    expect(server.asked).toEqual(['github.com/program', handOut])
    expect(readFileSync(fetchedProgramPath(dataDir)).equals(program)).toBe(true)
    expect(statSync(fetchedProgramPath(dataDir)).mode & 0o777).toBe(0o755)
    expect(kept()).toEqual(['cloudflared'])
    const total = program.byteLength
    expect(states[0]).toEqual({ state: 'fetching', receivedBytes: 0, totalBytes: total })
    expect(states.at(-2)).toEqual({ state: 'fetching', receivedBytes: total, totalBytes: total })
    expect(states.length).toBeLessThan(103)
  })

  it('takes the program out of an archive, whatever else is in there', async () => {
    const notes = { name: 'PaxHeader/cloudflared', content: Buffer.from('30 mtime=1\n'), kind: 'x' }
    const archive = tarOf(
      notes,
      { name: './README', content: Buffer.alloc(1000) },
      { name: './cloudflared', content: program },
    )
    const packed = gzipSync(archive)
    server.answers.set('github.com/program', answer(packed))
    const fetcher = createFetcher(releaseOf(program, packed))
    await fetcher.start()

    expect(fetcher.state).toBeNull()
    expect(readFileSync(fetchedProgramPath(dataDir)).equals(program)).toBe(true)
  })

  it('clears away what a run left that ended half way', async () => {
    mkdirSync(join(dataDir, 'tunnel'))
    writeFileSync(`${fetchedProgramPath(dataDir)}.1.part`, 'half')
    server.answers.set('github.com/program', answer(program))
    await createFetcher().start()
    expect(kept()).toEqual(['cloudflared'])
  })

  it('is one fetch, however often it is asked for', async () => {
    server.answers.set('github.com/program', answer(program))
    const fetcher = createFetcher()
    await Promise.all([fetcher.start(), fetcher.start()])
    expect(server.asked).toHaveLength(1)
    expect(fetcher.state).toBeNull()
  })

  it('can be tried again after a failure', async () => {
    const fetcher = createFetcher()
    await fetcher.start()
    expect(fetcher.state?.state).toBe('failed')
    server.answers.set('github.com/program', answer(program))
    await fetcher.start()
    expect(fetcher.state).toBeNull()
    expect(readFileSync(fetchedProgramPath(dataDir)).equals(program)).toBe(true)
  })

  it('says so where there is no program for the computer', async () => {
    const fetcher = createFetcher(null)
    expect(fetcher.canFetch).toBe(false)
    expect(createFetcher().canFetch).toBe(true)
    await expectFailure(fetcher, 'not_found', /no tunnel program for this computer/)
  })
})

describe('what came is not the program', () => {
  it.each([
    ['another file of the same size', Buffer.alloc(program.byteLength, 'x')],
    ['a shorter one', program.subarray(0, 1000)],
    ['nothing', Buffer.alloc(0)],
  ])('%s is thrown away', async (_what, body) => {
    server.answers.set('github.com/program', answer(body))
    await expectFailure(createFetcher(), 'tunnel_unavailable', /not the tunnel program that Shelfwatch knows/)
  })

  it.each([
    ['something that is no archive', program],
    ['an archive of something else', gzipSync(tarOf({ name: 'other', content: program }))],
    ['a damaged archive', gzipSync(tarOf({ name: 'cloudflared', content: program })).subarray(0, 400)],
  ])('%s is thrown away', async (_what, body) => {
    server.answers.set('github.com/program', answer(body))
    const release = { ...releaseOf(program), bytes: body.byteLength, isArchive: true }
    await expectFailure(createFetcher(release), 'tunnel_unavailable', /not the tunnel program/)
  })

  it('one that does not end is given up, and its connection closed', async () => {
    let close = () => {}
    const isClosed = new Promise<void>((resolve) => {
      close = resolve
    })
    server.answers.set('github.com/program', (_request, response) => {
      response.once('close', close).write(Buffer.concat([program, Buffer.from('more')]))
    })
    await expectFailure(createFetcher(), 'tunnel_unavailable', /not the tunnel program that Shelfwatch knows/)
    await isClosed
  })

  it('a page of the network asks to sign in', async () => {
    server.answers.set(
      'github.com/program',
      answer('<html>Welcome, guest</html>', 'text/html; charset=utf-8'),
    )
    await expectFailure(createFetcher(), 'tunnel_unavailable', /web page .* Sign in to the network/)
  })

  it('a refusal is told with its status', async () => {
    await expectFailure(createFetcher(), 'tunnel_unavailable', /answered with status 404/)
  })
})

describe('an address that points elsewhere', () => {
  it.each([
    ['a strange host', 'https://github.com.example/file'],
    ['a connection that is not secure', `http://${handOut}`],
    ['another port', 'https://github.com:8443/file'],
    ['no address', 'https://'],
  ])('is not followed to %s', async (_what, location) => {
    server.answers.set('github.com/program', redirectTo(location))
    await expectFailure(createFetcher(), 'tunnel_unavailable', /points somewhere else/)
    expect(server.asked).toEqual(['github.com/program'])
  })

  it('is not followed round and round', async () => {
    server.answers.set('github.com/program', redirectTo('/program'))
    await expectFailure(createFetcher(), 'tunnel_unavailable', /points somewhere else/)
    expect(server.asked).toHaveLength(6)
  })
})

describe('trouble on the way', () => {
  it('is told when there is no network', async () => {
    await expectFailure(createFetcher(releaseOf(program), noNetwork), 'offline', /could not be reached/)
  })

  it('is told when the connection breaks off', async () => {
    const half = answerHalf()
    const fetcher = createFetcher()
    await expectFailure(fetcher, 'tunnel_unavailable', /broke off/, async () => {
      const response = await half
      await waitUntil(() => receivedBytes(fetcher) > 0)
      response.destroy()
    })
  })

  it('is told when nothing more comes', async () => {
    void answerHalf()
    const fetcher = createFetcher()
    await expectFailure(fetcher, 'timed_out', /nothing more came/, async () => {
      await waitUntil(() => receivedBytes(fetcher) >= 150_000)
      await clock.advance(29_000)
      expect(fetcher.state?.state).toBe('fetching')
      await clock.advance(1_000)
    })
  })

  it('is told when no answer comes at all', async () => {
    server.answers.set('github.com/program', () => {})
    await expectFailure(createFetcher(), 'timed_out', /nothing more came/, async () => {
      await waitUntil(() => server.asked.length > 0)
      await clock.advance(30_000)
    })
  })

  it('names who issued a certificate that is not trusted', async () => {
    const distrust: Fetch = async () => {
      throw Object.assign(new Error('net::ERR_CERT_AUTHORITY_INVALID'), { issuer: 'Guest Portal' })
    }
    await expectFailure(
      createFetcher(releaseOf(program), distrust),
      'certificate_untrusted',
      /issued by “Guest Portal”/,
    )
  })

  it('is told when the folder may not be written to', async () => {
    server.answers.set('github.com/program', answer(program))
    chmodSync(dataDir, 0o555)
    const fetcher = createFetcher()
    await asOrdinaryUser(() => fetcher.start())
    expect(fetcher.state).toMatchObject({ problem: { code: 'storage_read_only' } })
    chmodSync(dataDir, 0o755)
    expect(readdirSync(dataDir)).toEqual([])
  })
})

describe('cancelling', () => {
  it('leaves nothing behind half way', async () => {
    const half = answerHalf()
    const fetcher = createFetcher()
    const done = fetcher.start()
    const response = await half
    await waitUntil(() => receivedBytes(fetcher) >= 150_000)
    const isClosed = new Promise((resolve) => response.once('close', resolve))
    await fetcher.cancel()
    await done
    await isClosed
    expect(fetcher.state).toBeNull()
    expect(states.at(-1)).toBeNull()
    expect(kept()).toEqual([])
  })

  it('does not wait for an answer', async () => {
    server.answers.set('github.com/program', () => {})
    const fetcher = createFetcher()
    void fetcher.start()
    await waitUntil(() => server.asked.length > 0)
    await fetcher.cancel()
    expect(fetcher.state).toBeNull()
    expect(kept()).toEqual([])
  })

  it('takes a failure off the screen', async () => {
    const fetcher = createFetcher()
    await fetcher.start()
    await fetcher.cancel()
    expect(fetcher.state).toBeNull()
    expect(states.at(-1)).toBeNull()
  })
})
