import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError, isAppError } from '../../shared/errors'
import type { Log, Random } from '../ports'
import { readDeliveryBody } from './delivery-body'
import { type Probe, Probes } from './probes'
import type { Receiver, Route } from './receiver'
import { readBody } from './request-body'
import { declaredBytes, isAuthorized, isChunked, refusalOf } from './request-check'

type Answer = (status: number, text?: string) => void

const LIMITS = {
  headersMs: 5_000,
  requestMs: 10_000,
  checkEveryMs: 1_000,
  connections: 256,
  bodyBytes: 256 * 1024,
}

/** Takes deliveries on this computer, as they come out of the tunnel. What is not the provider's learns nothing. */
export class WebhookServer {
  readonly #receiver: Receiver
  readonly #log: Log
  readonly #limits: typeof LIMITS
  readonly #probes: Probes
  readonly #underWay = new Set<Promise<void>>()
  #server: Server | null = null

  constructor(deps: { receiver: Receiver; random: Pick<Random, 'bytes'>; log: Log; limits?: typeof LIMITS }) {
    this.#receiver = deps.receiver
    this.#log = deps.log.child('webhooks')
    this.#limits = deps.limits ?? LIMITS
    this.#probes = new Probes({ random: deps.random, log: deps.log })
  }

  /** Returns the port: the wished one, or one that the system chose when none is wished or it cannot be had. */
  async listen(wished: number | null): Promise<number> {
    const server = this.#create()
    try {
      await bind(server, wished ?? 0).catch(() => bind(server, 0))
    } catch (cause) {
      throw new AppError(
        'tunnel_unavailable',
        'This computer does not let Shelfwatch take deliveries. Stock is read by the usual syncs.',
        { cause },
      )
    }
    server.on('error', (error) => this.#log.warn('receiving failed', { error }))
    this.#server = server
    const { port } = server.address() as AddressInfo
    this.#log.info('receiving', { port })
    return port
  }

  /** Announces a call from outside that is answered without being a delivery, until its `done`. */
  expectProbe(): Probe {
    return this.#probes.expect()
  }

  /** Takes nothing more. Resolves when what is being stored was answered. */
  async close(): Promise<void> {
    const server = this.#server
    if (!server) return
    this.#server = null
    const closed = new Promise((resolve) => server.close(resolve))
    await Promise.allSettled(this.#underWay)
    server.closeAllConnections()
    await closed
  }

  #create(): Server {
    const { headersMs, requestMs, checkEveryMs, connections } = this.#limits
    const server = createServer({
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkEveryMs,
      insecureHTTPParser: false,
    })
    server.maxConnections = connections
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const answer: Answer = (status, text = '') => {
        if (this.#isRestLong(request)) response.setHeader('Connection', 'close')
        response.writeHead(status, { 'Content-Length': Buffer.byteLength(text) }).end(text)
      }
      this.#handle(request, answer).catch((error: unknown) => {
        // The store tells of its own trouble.
        if (!isAppError(error)) this.#log.error('taking a delivery failed', { error })
        answer(503)
      })
    })
    return server
  }

  async #handle(request: IncomingMessage, answer: Answer): Promise<void> {
    const { bodyBytes } = this.#limits
    const refusal = refusalOf(request, { host: this.#receiver.host(), bodyBytes })
    if (refusal !== null) return answer(refusal)
    const path = request.url ?? ''
    const expected = this.#probes.find(path) ?? this.#receiver.route(path)
    if (!expected) return answer(404)
    if (!isAuthorized(request, expected.authorization)) return answer(401)
    const body = await readBody(request, bodyBytes)
    if (body === 'cut') return
    if (body === 'tooLarge') return answer(413)
    if ('answer' in expected) return answer(200, expected.answer)
    await this.#untilClosed(this.#take(expected, body, answer))
  }

  async #take({ connectionId, type }: Route, body: Buffer, answer: Answer): Promise<void> {
    const read = readDeliveryBody(body)
    const unusable = 'problem' in read ? read.problem : null
    await this.#receiver.accept({ connectionId, type, body, unusable })
    answer(200)
  }

  /** `close` waits for it. */
  async #untilClosed(work: Promise<void>): Promise<void> {
    this.#underWay.add(work)
    await work.finally(() => this.#underWay.delete(work))
  }

  /** Node reads the rest of a refused body, so that the connection can be used again. A long one is not worth that. */
  #isRestLong(request: IncomingMessage): boolean {
    if (request.complete) return false
    return isChunked(request) || declaredBytes(request) > this.#limits.bodyBytes
  }
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
