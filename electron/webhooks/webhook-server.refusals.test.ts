import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  CREDENTIAL,
  GOOD_HEADERS,
  HOST,
  PATH,
  type ReceiverSetup,
  requestHead,
  type Sent,
  startReceiver,
} from '../testing/webhook-setup'

const MEGABYTE = 1024 * 1024
const NAMES_OF_HEADERS = ['connection', 'content-length', 'date', 'keep-alive']

let setup: ReceiverSetup

beforeEach(async () => {
  setup = await startReceiver()
})

afterEach(() => setup.close())

const AUTHORIZATION = ['Authorization', CREDENTIAL]
const JSON_TYPE = ['Content-Type', 'application/json']
const without = (name: string) => {
  const at = GOOD_HEADERS.indexOf(name)
  return GOOD_HEADERS.toSpliced(at, 2)
}

/** Nothing of the paths, the software or the contents. */
function expectBare(answer: Answer, status: number): void {
  expect(answer).toMatchObject({ status, body: '' })
  expect(Object.keys(answer.headers).filter((name) => !NAMES_OF_HEADERS.includes(name))).toEqual([])
}

describe('WebhookServer refuses, without a word,', () => {
  it.each<[string, number, Sent]>([
    ['another method', 405, { method: 'PUT' }],
    ['reading', 405, { method: 'GET', body: '' }],
    ['asking what is allowed', 405, { method: 'OPTIONS', body: '' }],
    ['an unknown path', 404, { path: '/00112233445566778899aabbccddeefe' }],
    ['a path with a query', 404, { path: `${PATH}?x=1` }],
    ['a path with a slash at its end', 404, { path: `${PATH}/` }],
    ['a path in capitals', 404, { path: PATH.toUpperCase() }],
    ['a path that has to be resolved', 404, { path: `/x/..${PATH}` }],
    ['an encoded path', 404, { path: `/%30${PATH.slice(2)}` }],
    ['a whole address as a path', 404, { path: `http://${HOST}${PATH}` }],
    ['another host', 421, { headers: ['Host', '127.0.0.1', ...without('Host')] }],
    ['another port', 421, { headers: ['Host', `${HOST}:80`, ...without('Host')] }],
    ['two hosts', 421, { headers: [...GOOD_HEADERS, 'Host', HOST] }],
    ['a page of another site', 403, { headers: [...GOOD_HEADERS, 'Origin', `https://${HOST}`] }],
    ['a page without a site', 403, { headers: [...GOOD_HEADERS, 'Origin', 'null'] }],
    ['a packed body', 415, { headers: [...GOOD_HEADERS, 'Content-Encoding', 'gzip'] }],
    ['a form', 415, { headers: [...without('Content-Type'), 'Content-Type', 'multipart/form-data'] }],
    ['two content types', 415, { headers: [...GOOD_HEADERS, 'Content-Type', 'text/html'] }],
    ['no credential', 401, { headers: without('Authorization') }],
    ['two credentials', 401, { headers: [...GOOD_HEADERS, 'authorization', CREDENTIAL] }],
    ['an empty credential first', 401, { headers: ['Authorization', '', ...GOOD_HEADERS] }],
    ['another scheme', 401, { headers: [...without('Authorization'), 'Authorization', 'Basic eDp5'] }],
    [
      'half a credential',
      401,
      { headers: [...without('Authorization'), 'Authorization', CREDENTIAL.slice(0, -1)] },
    ],
    ['a long body', 413, { body: Buffer.alloc(256 * 1024 + 1, ' ') }],
  ])('%s', async (_, status, sent) => {
    expectBare(await setup.send(sent), status)
    expect(setup.rows()).toEqual([])
    expect(await setup.send()).toMatchObject({ status: 200 })
  })

  it('takes a body of just the largest size', async () => {
    const body = JSON.stringify('x'.repeat(256 * 1024 - 2))
    expect(await setup.send({ body })).toMatchObject({ status: 200 })
    expect(setup.rows()).toMatchObject([{ state: 'pending' }])
  })

  it('10,000 wrong credentials, logs none of them, and takes the right one all the while', async () => {
    const guesses = Array.from({ length: 10_000 }, (_, n) => {
      const guess = `stolen-${n}`
      const headers = [...without('Authorization'), 'Authorization', `Bearer ${guess}`]
      return n % 2 === 0 ? headers : [...headers, ...AUTHORIZATION]
    })
    const wrong = Promise.all(guesses.map((headers) => setup.send({ headers })))
    const right: number[] = []
    for (let n = 0; n < 20; n += 1) right.push((await setup.send({ body: `[${n}]` })).status)
    const answers = await wrong
    expect(answers.filter(({ status, body }) => status !== 401 || body !== '')).toEqual([])
    expect(right).toEqual(Array(20).fill(200))
    expect(await setup.send({ body: '[after]' })).toMatchObject({ status: 200 })
    expect(setup.rows()).toHaveLength(21)
    const log = setup.lines.join('\n')
    expect(log).toContain('receiving')
    expect(log).not.toContain('stolen')
    expect(log).not.toContain(CREDENTIAL.slice('Bearer '.length))
  })

  it.each([
    ['of 10 MB', `Content-Length: ${10 * MEGABYTE}`, Buffer.alloc(64 * 1024, ' ')],
    [
      'without an end',
      'Transfer-Encoding: chunked',
      Buffer.from(`10000\r\n${' '.repeat(64 * 1024)}\r\n`, 'latin1'),
    ],
  ])('bodies %s, without holding them in memory', async (_, framing, piece) => {
    const before = process.memoryUsage().rss
    for (let n = 0; n < 100; n += 1) {
      const { socket, ended } = await setup.socket()
      socket.write(`${requestHead(GOOD_HEADERS)}${framing}\r\n\r\n`)
      const sending = sendUntilCut(socket, piece, 10 * MEGABYTE)
      // The cut may be faster than the answer.
      expect(await ended).toMatch(/^$|^HTTP\/1\.1 413 .*\r\n\r\n$/s)
      expect(await sending).toBeLessThan(10 * MEGABYTE)
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE)
    expect(setup.rows()).toEqual([])
    expect(await setup.send()).toMatchObject({ status: 200 })
  })

  it('a body without a length as soon as it is too long', async () => {
    const { socket, ended } = await setup.socket()
    const bytes = 256 * 1024 + 1
    socket.write(`${requestHead(GOOD_HEADERS)}Transfer-Encoding: chunked\r\n\r\n${bytes.toString(16)}\r\n`)
    socket.write(' '.repeat(bytes))
    expect(await ended).toMatch(/^HTTP\/1\.1 413 .*\r\n\r\n$/s)
  })

  it.each([
    [
      'a length beside chunks',
      `${requestHead(GOOD_HEADERS)}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', `${requestHead(GOOD_HEADERS)}Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]`],
    ['a length that is no number', `${requestHead(GOOD_HEADERS)}Content-Length: -1\r\n\r\n[]`],
    ['chunks that are none', `${requestHead(GOOD_HEADERS)}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['another transfer encoding', `${requestHead(GOOD_HEADERS)}Transfer-Encoding: gzip\r\n\r\n[]`],
    ['a broken header', `${requestHead(GOOD_HEADERS)}Content-Length : 2\r\n\r\n[]`],
    ['a folded header', `${requestHead(GOOD_HEADERS)}X: 1\r\n Content-Length: 2\r\n\r\n[]`],
    [
      'no host',
      `${requestHead([...AUTHORIZATION, ...JSON_TYPE])}Content-Length: 2\r\nConnection: close\r\n\r\n[]`,
    ],
    ['an old protocol', `POST ${PATH}\r\n\r\n`],
    ['long headers', `${requestHead(GOOD_HEADERS)}X: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['a tunnel through it', `CONNECT ${HOST}:443 HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`],
    [
      'an expectation',
      `${requestHead(GOOD_HEADERS)}Expect: miracles\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]`,
    ],
    ['a greeting of TLS', Buffer.from('16030100a5010000a10303', 'hex')],
    ['garbage', Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 7_919) % 256))],
  ])('%s', async (_, bytes) => {
    const { socket, ended } = await setup.socket()
    socket.end(bytes)
    expect(await ended).toMatch(/^$|^HTTP\/1\.1 4\d\d .*\r\n\r\n$/s)
    expect(setup.rows()).toEqual([])
    expect(await setup.send()).toMatchObject({ status: 200 })
  })
})

/** Sends as fast as it is taken. Returns how many bytes were, until the other side had enough. */
async function sendUntilCut(socket: Socket, piece: Buffer, mostBytes: number): Promise<number> {
  let sent = 0
  while (sent < mostBytes && !socket.destroyed) {
    sent += piece.length
    if (!socket.write(piece)) {
      await new Promise<void>((resolve) => {
        socket.once('drain', resolve)
        socket.once('close', resolve)
      })
    }
  }
  return sent
}
