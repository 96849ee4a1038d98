import { chmodSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fetch } from '../ports'
import { FetchSetup, handOut, program, receivedBytes } from '../testing/fetch-setup'
import { noNetwork } from '../testing/node-ports'
import { asOrdinaryUser } from '../testing/ordinary-user'
import { answer, redirectTo, releaseOf, tarOf } from '../testing/program-server'
import { waitUntil } from '../testing/wait-until'

let setup: FetchSetup

beforeEach(async () => {
  setup = new FetchSetup()
  await setup.start()
})

afterEach(() => setup.stop())

describe('what came is not the program', () => {
  it.each([
    ['another file of the same size', Buffer.alloc(program.byteLength, 'x')],
    ['a shorter one', program.subarray(0, 1000)],
    ['nothing', Buffer.alloc(0)],
  ])('%s is thrown away', async (_what, body) => {
    setup.server.answers.set('github.com/program', answer(body))
    await setup.expectFailure(
      setup.createFetcher(),
      'tunnel_unavailable',
      /not the tunnel program that Shelfwatch knows/,
    )
  })

  it.each([
    ['something that is no archive', program],
    ['an archive of something else', gzipSync(tarOf({ name: 'other', content: program }))],
    ['a damaged archive', gzipSync(tarOf({ name: 'cloudflared', content: program })).subarray(0, 400)],
  ])('%s is thrown away', async (_what, body) => {
    setup.server.answers.set('github.com/program', answer(body))
    const release = { ...releaseOf(program), bytes: body.byteLength, isArchive: true }
    await setup.expectFailure(setup.createFetcher(release), 'tunnel_unavailable', /not the tunnel program/)
  })

  it('one that does not end is given up, and its connection closed', async () => {
    let close = () => {}
    const isClosed = new Promise<void>((resolve) => {
      close = resolve
    })
    setup.server.answers.set('github.com/program', (_request, response) => {
      response.once('close', close).write(Buffer.concat([program, Buffer.from('more')]))
    })
    await setup.expectFailure(
      setup.createFetcher(),
      'tunnel_unavailable',
      /not the tunnel program that Shelfwatch knows/,
    )
    await isClosed
  })

  it('a page of the network asks to sign in', async () => {
    setup.server.answers.set(
      'github.com/program',
      answer('<html>Welcome, guest</html>', 'text/html; charset=utf-8'),
    )
    await setup.expectFailure(
      setup.createFetcher(),
      'tunnel_unavailable',
      /web page .* Sign in to the network/,
    )
  })

  it('a refusal is told with its status', async () => {
    await setup.expectFailure(setup.createFetcher(), 'tunnel_unavailable', /answered with status 404/)
  })
})

describe('an address that points elsewhere', () => {
  it.each([
    ['a strange host', 'https://github.com.example/file'],
    ['a connection that is not secure', `http://${handOut}`],
    ['another port', 'https://github.com:8443/file'],
    ['no address', 'https://'],
  ])('is not followed to %s', async (_what, location) => {
    setup.server.answers.set('github.com/program', redirectTo(location))
    await setup.expectFailure(setup.createFetcher(), 'tunnel_unavailable', /points somewhere else/)
    expect(setup.server.asked).toEqual(['github.com/program'])
  })

  it('is not followed round and round', async () => {
    setup.server.answers.set('github.com/program', redirectTo('/program'))
    await setup.expectFailure(setup.createFetcher(), 'tunnel_unavailable', /points somewhere else/)
    expect(setup.server.asked).toHaveLength(6)
  })
})

describe('trouble on the way', () => {
  it('is told when there is no network', async () => {
    await setup.expectFailure(
      setup.createFetcher(releaseOf(program), noNetwork),
      'offline',
      /could not be reached/,
    )
  })

  it('is told when the connection breaks off', async () => {
    const half = setup.answerHalf()
    const fetcher = setup.createFetcher()
    await setup.expectFailure(fetcher, 'tunnel_unavailable', /broke off/, async () => {
      const response = await half
      await waitUntil(() => receivedBytes(fetcher) > 0)
      response.destroy()
    })
  })

  it('is told when nothing more comes', async () => {
    void setup.answerHalf()
    const fetcher = setup.createFetcher()
    await setup.expectFailure(fetcher, 'timed_out', /nothing more came/, async () => {
      await waitUntil(() => receivedBytes(fetcher) >= 150_000)
      await setup.clock.advance(29_000)
      expect(fetcher.state?.state).toBe('fetching')
      await setup.clock.advance(1_000)
    })
  })

  it('is told when no answer comes at all', async () => {
    setup.server.answers.set('github.com/program', () => {})
    await setup.expectFailure(setup.createFetcher(), 'timed_out', /nothing more came/, async () => {
      await waitUntil(() => setup.server.asked.length > 0)
      await setup.clock.advance(30_000)
    })
  })

  it('names who issued a certificate that is not trusted', async () => {
    const distrust: Fetch = async () => {
      throw Object.assign(new Error('net::ERR_CERT_AUTHORITY_INVALID'), { issuer: 'Guest Portal' })
    }
    await setup.expectFailure(
      setup.createFetcher(releaseOf(program), distrust),
      'certificate_untrusted',
      /issued by “Guest Portal”/,
    )
  })

  it('is told when the folder may not be written to', async () => {
    setup.server.answers.set('github.com/program', answer(program))
    chmodSync(setup.dataDir, 0o555)
    const fetcher = setup.createFetcher()
    await asOrdinaryUser(() => fetcher.start())
    expect(fetcher.state).toMatchObject({ problem: { code: 'storage_read_only' } })
    chmodSync(setup.dataDir, 0o755)
    expect(readdirSync(setup.dataDir)).toEqual([])
  })
})
