import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { httpRequest } from './http'

let server: Server | null = null

function sendByteByByte(response: ServerResponse, bytes: Buffer): void {
  const [next] = bytes
  if (next === undefined) response.end()
  else response.write(Buffer.of(next), () => sendByteByByte(response, bytes.subarray(1)))
}

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function packing(response: ServerResponse): Writable {
  response.setHeader('content-encoding', 'gzip')
  const gzip = createGzip()
  gzip.pipe(response)
  return gzip
}

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = null
})

function get(url: string, { clock = new FakeClock(), signal = new AbortController().signal } = {}) {
  return httpRequest(
    { clock, fetch: (target, init) => fetch(target, init) },
    { url, headers: { 'x-key': 'k' }, signal },
  )
}

/** A request whose body comes piece by piece, when the test says so. */
function getInPieces(clock: FakeClock) {
  let send: (piece: string) => void = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (piece) => controller.enqueue(Buffer.from(piece))
    },
  })
  const request = httpRequest(
    { clock, fetch: async () => new Response(body) },
    { url: 'http://example.test/', headers: {}, signal: new AbortController().signal },
  )
  return {
    request,
    send: async (piece: string) => {
      send(piece)
      await clock.advance(0)
    },
  }
}

/** Resolves when the server has a request in hand. */
function untilAsked(answer: RequestListener = () => {}) {
  let asked: () => void = () => {}
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const listener: RequestListener = (request, response) => {
    asked()
    answer(request, response)
  }
  return { isAsked, listener }
}

describe('httpRequest', () => {
  it('sends a method and a body where they are given, else a GET without one', async () => {
    const seen: string[] = []
    const url = await serve((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        seen.push(`${request.method} ${request.headers['x-key']} ${body}`)
        response.end('ok')
      })
    })
    const clock = new FakeClock()
    const { signal } = new AbortController()
    const write = { method: 'PUT', url, headers: { 'x-key': 'k' }, body: '{"a":"é"}', signal } as const
    await httpRequest({ clock, fetch: (target, init) => fetch(target, init) }, write)
    await get(url)
    expect(seen).toEqual(['PUT k {"a":"é"}', 'GET k '])
  })

  it('returns status, headers and text of any answer', async () => {
    const url = await serve((request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`key ${request.headers['x-key']}`)
    })
    const answer = await get(url)
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([
      404,
      'text/plain',
      'key k',
    ])
  })

  it.each(['', 'plain', 'Zoë’s crème brûlée ☕'])('reads “%s” in pieces of any length', async (text) => {
    const bytes = Buffer.from(text)
    const url = await serve((_, response) => sendByteByByte(response, bytes))
    expect((await get(url)).text).toBe(text)
  })

  it('does not follow a redirect, so that keys reach no other address', async () => {
    let calls = 0
    const url = await serve((_, response) => {
      calls += 1
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect((await get(url)).status).toBe(302)
    expect(calls).toBe(1)
  })

  it('gives up when no headers come for 30 s', async () => {
    const clock = new FakeClock()
    const { isAsked, listener } = untilAsked()
    const request = get(await serve(listener), { clock })
    const failed = expect(request).rejects.toMatchObject({ kind: 'timed_out' })
    await isAsked
    await clock.advance(29_000)
    await clock.advance(1_500)
    await failed
  })

  it('gives up when the body stops for 15 s', async () => {
    const clock = new FakeClock()
    const { request, send } = getInPieces(clock)
    const failed = expect(request).rejects.toMatchObject({ kind: 'timed_out' })
    await send('a')
    await clock.advance(14_000)
    await send('b')
    await clock.advance(14_000)
    await send('c')
    await clock.advance(15_000)
    await failed
  })

  it('counts those 15 s from the first byte on', async () => {
    const clock = new FakeClock()
    const { request, send } = getInPieces(clock)
    const failed = expect(request).rejects.toMatchObject({ kind: 'timed_out' })
    await send('a')
    await clock.advance(15_000)
    await failed
  })

  it('gives up after 120 s even when a little comes all the time', async () => {
    const clock = new FakeClock()
    const { request, send } = getInPieces(clock)
    const failed = expect(request).rejects.toMatchObject({ kind: 'timed_out' })
    for (let passedMs = 0; passedMs < 120_000; passedMs += 10_000) {
      await send('a')
      await clock.advance(10_000)
    }
    await failed
  })

  it('stops at once when aborted, with the reason given', async () => {
    const abort = new AbortController()
    const { isAsked, listener } = untilAsked()
    const request = get(await serve(listener), { signal: abort.signal })
    const failed = expect(request).rejects.toThrow('stopped by hand')
    await isAsked
    abort.abort(new Error('stopped by hand'))
    await failed
    await expect(get('http://127.0.0.1/', { signal: abort.signal })).rejects.toThrow('stopped by hand')
  })

  const MB = 1024 * 1024
  /** Writes 500 MB, or less when nobody reads on. */
  function sendZeros(target: Writable): void {
    const piece = Buffer.alloc(MB / 4)
    let sent = 0
    const send = (error?: Error | null) => {
      if (error || target.destroyed || sent >= 500 * MB) return void target.end()
      sent += piece.length
      target.write(piece, send)
    }
    send()
  }

  it.each([
    ['a body of 500 MB', (response: ServerResponse) => response],
    ['a small body that unpacks to 500 MB', packing],
  ])('stops reading %s after 50 MB', async (_, bodyOf) => {
    const url = await serve((_request, response) => sendZeros(bodyOf(response)))
    const heldBefore = process.memoryUsage().rss
    await expect(get(url)).rejects.toMatchObject({ kind: 'too_large' })
    expect(process.memoryUsage().rss - heldBefore).toBeLessThan(150 * MB)
  })

  it('tells a connection that breaks off in the body', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"a"', () => response.destroy())
    })
    await expect(get(url)).rejects.toMatchObject({ kind: 'cut' })
  })

  it('tells a connection that is closed without an answer', async () => {
    const url = await serve((request) => request.socket.destroy())
    await expect(get(url)).rejects.toMatchObject({ kind: 'cut' })
  })

  it('tells a host that cannot be reached', async () => {
    const url = await serve(() => {})
    await new Promise((resolve) => server?.close(resolve))
    await expect(get(url)).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(get('http://no-such-host.invalid/')).rejects.toMatchObject({ kind: 'unreachable' })
  })

  it('tells a secure connection that fails', async () => {
    const url = await serve(() => {})
    await expect(get(url.replace('http:', 'https:'))).rejects.toMatchObject({ kind: 'certificate' })
  })
})
