import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FetchSetup, handOut, program, receivedBytes } from '../testing/fetch-setup'
import { answer, redirectTo, releaseOf, tarOf } from '../testing/program-server'
import { waitUntil } from '../testing/wait-until'
import { fetchedProgramPath } from './program-releases'

let setup: FetchSetup

beforeEach(async () => {
  setup = new FetchSetup()
  await setup.start()
})

afterEach(() => setup.stop())

describe('fetching the tunnel program', () => {
  it('puts the whole program into the profile, ready to be run, and tells how far it is', async () => {
    setup.server.answers.set('github.com/program', redirectTo(`https://${handOut}`))
    setup.server.answers.set(handOut, answer(program))
    const fetcher = setup.createFetcher()
    await fetcher.start()

    expect(fetcher.state).toBeNull()
    expect(setup.server.asked).toEqual(['github.com/program', handOut])
    expect(readFileSync(fetchedProgramPath(setup.dataDir)).equals(program)).toBe(true)
    expect(statSync(fetchedProgramPath(setup.dataDir)).mode & 0o777).toBe(0o755)
    expect(setup.kept()).toEqual(['cloudflared'])
    const total = program.byteLength
    expect(setup.states[0]).toEqual({ state: 'fetching', receivedBytes: 0, totalBytes: total })
    expect(setup.states.at(-2)).toEqual({ state: 'fetching', receivedBytes: total, totalBytes: total })
    expect(setup.states.length).toBeLessThan(103)
  })

  it('takes the program out of an archive, whatever else is in there', async () => {
    const notes = { name: 'PaxHeader/cloudflared', content: Buffer.from('30 mtime=1\n'), kind: 'x' }
    const archive = tarOf(
      notes,
      { name: './README', content: Buffer.alloc(1000) },
      { name: './cloudflared', content: program },
    )
    const packed = gzipSync(archive)
    setup.server.answers.set('github.com/program', answer(packed))
    const fetcher = setup.createFetcher(releaseOf(program, packed))
    await fetcher.start()

    expect(fetcher.state).toBeNull()
    expect(readFileSync(fetchedProgramPath(setup.dataDir)).equals(program)).toBe(true)
  })

  it('clears away what a run left that ended half way', async () => {
    mkdirSync(join(setup.dataDir, 'tunnel'))
    writeFileSync(`${fetchedProgramPath(setup.dataDir)}.1.part`, 'half')
    setup.server.answers.set('github.com/program', answer(program))
    await setup.createFetcher().start()
    expect(setup.kept()).toEqual(['cloudflared'])
  })

  it('is one fetch, however often it is asked for', async () => {
    setup.server.answers.set('github.com/program', answer(program))
    const fetcher = setup.createFetcher()
    await Promise.all([fetcher.start(), fetcher.start()])
    expect(setup.server.asked).toHaveLength(1)
    expect(fetcher.state).toBeNull()
  })

  it('can be tried again after a failure', async () => {
    const fetcher = setup.createFetcher()
    await fetcher.start()
    expect(fetcher.state?.state).toBe('failed')
    setup.server.answers.set('github.com/program', answer(program))
    await fetcher.start()
    expect(fetcher.state).toBeNull()
    expect(readFileSync(fetchedProgramPath(setup.dataDir)).equals(program)).toBe(true)
  })

  it('says so where there is no program for the computer', async () => {
    const fetcher = setup.createFetcher(null)
    expect(fetcher.canFetch).toBe(false)
    expect(setup.createFetcher().canFetch).toBe(true)
    await setup.expectFailure(fetcher, 'not_found', /no tunnel program for this computer/)
  })
})

describe('cancelling', () => {
  it('leaves nothing behind half way', async () => {
    const half = setup.answerHalf()
    const fetcher = setup.createFetcher()
    const done = fetcher.start()
    const response = await half
    await waitUntil(() => receivedBytes(fetcher) >= 150_000)
    const isClosed = new Promise((resolve) => response.once('close', resolve))
    await fetcher.cancel()
    await done
    await isClosed
    expect(fetcher.state).toBeNull()
    expect(setup.states.at(-1)).toBeNull()
    expect(setup.kept()).toEqual([])
  })

  it('does not wait for an answer', async () => {
    setup.server.answers.set('github.com/program', () => {})
    const fetcher = setup.createFetcher()
    void fetcher.start()
    await waitUntil(() => setup.server.asked.length > 0)
    await fetcher.cancel()
    expect(fetcher.state).toBeNull()
    expect(setup.kept()).toEqual([])
  })

  it('takes a failure off the screen', async () => {
    const fetcher = setup.createFetcher()
    await fetcher.start()
    await fetcher.cancel()
    expect(fetcher.state).toBeNull()
    expect(setup.states.at(-1)).toBeNull()
  })
})
