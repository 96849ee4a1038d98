import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import {
  CREDENTIAL,
  GOOD_HEADERS,
  HOST,
  PATH,
  type ReceiverSetup,
  startReceiver,
} from '../testing/webhook-setup'

let setup: ReceiverSetup

beforeEach(async () => {
  setup = await startReceiver()
})

afterEach(() => setup.close())

const statuses = async (sent: Promise<{ status: number }>[]) =>
  (await Promise.all(sent)).map(({ status }) => status)

describe('WebhookServer', () => {
  it('has stored a delivery when it answers, and answers with nothing but 200', async () => {
    const answer = await setup.send({ body: '{"SaleID":"1"}' })
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(setup.rows()).toMatchObject([
      {
        connectionId: setup.connectionId,
        type: 'Sale/Created',
        state: 'pending',
        body: Buffer.from('{"SaleID":"1"}'),
        receivedAt: setup.clock.now(),
      },
    ])
  })

  it('takes a delivery without a content type, as plain text, with a named port or host in capitals', async () => {
    const host = ['Host', HOST]
    const authorization = ['Authorization', CREDENTIAL]
    const json = ['Content-Type', 'application/json; charset=utf-8']
    const variants = [
      [...host, ...authorization],
      [...host, ...authorization, 'Content-Type', 'text/plain'],
      [...host, ...authorization, ...json, 'Content-Encoding', 'identity'],
      ['Host', `${HOST.toUpperCase()}:443`, ...authorization, ...json],
    ]
    expect(await statuses(variants.map((headers) => setup.send({ headers })))).toEqual(Array(4).fill(200))
  })

  it('takes 1,000 deliveries over 200 connections at once, each of them once', async () => {
    const bodies = Array.from({ length: 1_000 }, (_, n) => `{"SaleID":"${n}"}`)
    const answers = await statuses(bodies.map((body) => setup.send({ body })))
    expect(answers).toEqual(Array(1_000).fill(200))
    const stored = setup.rows().map(({ body, repeats }) => [body?.toString(), repeats])
    expect(new Map(stored.map(([body, repeats]) => [body, repeats]))).toEqual(
      new Map(bodies.map((body) => [body, 0])),
    )
    expect(stored).toHaveLength(1_000)
  })

  it('keeps the same body that comes 50 times once, and again when it comes later', async () => {
    expect(await statuses(Array.from({ length: 50 }, () => setup.send()))).toEqual(Array(50).fill(200))
    expect(setup.rows()).toMatchObject([{ repeats: 49, isRepeat: false }])
    setup.store.finish([1], { delayMs: 5 })
    await setup.clock.advance(60_000)
    expect(await setup.send()).toMatchObject({ status: 200 })
    expect(setup.rows()).toMatchObject([{ state: 'done' }, { state: 'pending', isRepeat: true }])
  })

  it('puts aside what cannot be used, and takes it nevertheless', async () => {
    expect(await setup.send({ body: '{"SaleID":' })).toMatchObject({ status: 200, body: '' })
    expect(setup.rows()).toMatchObject([{ state: 'quarantined', problem: 'It is not JSON.' }])
  })

  it('answers 503 while the disk is full, and takes deliveries when there is space again', async () => {
    const { sqlite } = setup.db
    const body = JSON.stringify('x'.repeat(50_000))
    sqlite.pragma(`max_page_count = ${sqlite.pragma('page_count', { simple: true })}`)
    const whileFull = await Promise.all(Array.from({ length: 20 }, () => setup.send({ body })))
    expect(whileFull).toMatchObject(Array(20).fill({ status: 503, body: '' }))
    expect(setup.rows()).toEqual([])
    expect(setup.lines.filter((line) => line.includes('"error"'))).toHaveLength(1)

    sqlite.pragma('max_page_count = 1000000')
    expect(await setup.send({ body })).toMatchObject({ status: 200 })
    expect(setup.rows()).toMatchObject([{ state: 'pending', repeats: 0 }])
  })

  it('answers 503 after a bug, and logs it', async () => {
    setup.receiver.route = () => {
      throw new Error('a bug')
    }
    expect(await setup.send()).toMatchObject({ status: 503, body: '' })
    expect(setup.lines.join()).toContain('a bug')
  })

  it('accepts nothing while it has no public address', async () => {
    setup.receiver.host = () => null
    expect(await setup.send()).toMatchObject({ status: 421 })
    expect(setup.rows()).toEqual([])
  })

  it('stores what came whole although the client hung up, and goes on when one hangs up half-way', async () => {
    const head = `POST ${PATH} HTTP/1.1\r\nHost: ${HOST}\r\nAuthorization: ${CREDENTIAL}\r\n`
    const half = await setup.socket()
    half.socket.write(`${head}Content-Length: 100\r\n\r\n[1`)
    half.socket.resetAndDestroy()
    await half.ended

    const accepted = new Promise<void>((resolve) => {
      const { accept } = setup.receiver
      setup.receiver.accept = async (received) => {
        whole.socket.resetAndDestroy()
        await whole.ended
        await accept(received)
        resolve()
      }
    })
    const whole = await setup.socket()
    whole.socket.write(`${head}Content-Length: 3\r\n\r\n[1]`)
    await accepted

    expect(setup.rows()).toMatchObject([{ body: Buffer.from('[1]') }])
    expect(setup.lines.join()).not.toContain('failed')
  })

  describe('a probe', () => {
    const headersWith = (token: string) => [...GOOD_HEADERS.slice(0, 4), 'Authorization', `Bearer ${token}`]

    it('gets an answer that nobody else knows, and is no delivery', async () => {
      const [first, second] = [setup.server.expectProbe(), setup.server.expectProbe()]
      for (const probe of [first, second]) {
        const sent = { path: probe.path, headers: headersWith(probe.token.reveal()) }
        expect(await setup.send(sent)).toMatchObject({ status: 200, body: probe.answer })
      }
      expect(new Set([first.answer, first.path, second.answer, second.path]).size).toBe(4)
      expect(setup.rows()).toEqual([])
    })

    it('gets it only with its token, at the public address, until it is done', async () => {
      const { path, token, done } = setup.server.expectProbe()
      const headers = headersWith(token.reveal())
      expect(await setup.send({ path })).toMatchObject({ status: 401, body: '' })
      expect(await setup.send({ headers })).toMatchObject({ status: 401, body: '' })
      const elsewhere = headers.map((header) => (header === HOST ? 'elsewhere.example' : header))
      expect(await setup.send({ path, headers: elsewhere })).toMatchObject({ status: 421, body: '' })
      done()
      expect(await setup.send({ path, headers })).toMatchObject({ status: 404, body: '' })
    })
  })

  describe('listening', () => {
    it('is on this computer alone, at the wished port', async () => {
      await setup.server.close()
      expect(await setup.server.listen(setup.port)).toBe(setup.port)
      expect(await setup.send()).toMatchObject({ status: 200 })
    })

    it('is at another port when the wished one is taken', async () => {
      await setup.server.close()
      const other = createServer()
      await new Promise<void>((resolve) => other.listen(setup.port, '127.0.0.1', resolve))
      const port = await setup.server.listen(setup.port)
      expect(port).toBeGreaterThan(0)
      expect(port).not.toBe(setup.port)
      await new Promise((resolve) => other.close(resolve))
    })

    it('ends with the answers to what is being stored, whoever is still connected', async () => {
      const idle = await setup.socket()
      const isAccepted = new Promise<void>((resolve) => {
        const { accept } = setup.receiver
        setup.receiver.accept = async (received) => {
          resolve()
          await accept(received)
        }
      })
      const sending = setup.send()
      await isAccepted
      await setup.server.close()
      expect(await sending).toMatchObject({ status: 200 })
      expect(await idle.ended).toBe('')
      await expect(setup.send()).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN/) })
    })

    it('refuses deliveries with 503 once nothing is stored any more', async () => {
      setup.inbox.stop()
      expect(await setup.send()).toMatchObject({ status: 503, body: '' })
      await expect(
        setup.inbox.accept({ connectionId: '', type: '', body: Buffer.alloc(0), unusable: null }),
      ).rejects.toBeInstanceOf(AppError)
    })
  })
})
