import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../ports'
import { type Answer, htmlAnswer, textAnswer } from './answer'
import type { Behaviour } from './behaviour'
import { CallLog, type SimulatorCall } from './call-log'
import { type CallToMatch, Faults, normalPath, replacesAnswer } from './faults'
import { Query } from './query'
import { send, withFault } from './send'
import { apiPath, BASE_PATH, PAGE_NOT_FOUND, type Service, type SimulatorCredentials } from './service'

const LARGEST_BODY_BYTES = 1024 * 1024

interface FrontDeps {
  service: Service
  behaviour: Behaviour
  clock: Pick<Clock, 'now' | 'monotonic'>
  onCall: (call: SimulatorCall) => void
}

interface Moment {
  path: string
  page: number | undefined
  action: () => void
}

/** The HTTP side: takes calls, notes them, lets faults happen, sends what the service answers. */
export class Front {
  readonly faults = new Faults()
  readonly log: CallLog
  #moments: Moment[] = []
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch(() => response.destroy())
  })

  constructor(private readonly deps: FrontDeps) {
    this.log = new CallLog(deps.onCall)
  }

  /** @throws when the port is taken. */
  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${BASE_PATH}`
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  beforeAnswer(call: { path: string; page?: number }, action: () => void): void {
    this.#moments.push({ path: normalPath(call.path), page: call.page, action })
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock } = this.deps
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    response.setHeader('Date', new Date(clock.now()).toUTCString())
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    if (url.pathname === PAGE_NOT_FOUND) {
      await send(response, htmlAnswer('Page not found'), null, gone.signal)
      return
    }
    const query = new Query(url.searchParams)
    const call = {
      method: request.method ?? 'GET',
      path: apiPath(url.pathname) ?? url.pathname,
      page: Number(query.text('page') || 1),
    }
    const end = this.log.begin({
      ...call,
      query: Object.fromEntries(url.searchParams),
      at: clock.monotonic(),
    })
    let status: number | null = null
    try {
      status = await this.#answer(request, response, { ...call, query }, gone.signal)
    } finally {
      end(status)
    }
  }

  /**
   * @param gone tells that the caller has hung up, or that the simulator closes.
   * @returns the status sent, or null when no whole answer was.
   */
  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    call: CallToMatch & { query: Query },
    gone: AbortSignal,
  ): Promise<number | null> {
    const { service, behaviour } = this.deps
    const serviceCall = { ...call, credentials: readCredentials(request), body: await readBody(request) }
    const fault = this.faults.take(call)
    const waitMs = behaviour.latencyMs + (fault?.delayMs ?? 0)
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: gone })
    this.#runMoments(call)
    const own =
      service.refusal(serviceCall) ?? (replacesAnswer(fault) ? nothing : service.answer(serviceCall))
    const answer = withFault(own, fault)
    return (await send(response, answer, fault, gone)) ? answer.status : null
  }

  #runMoments({ path, page }: CallToMatch): void {
    const due = this.#moments.filter(
      (moment) => moment.path === normalPath(path) && (moment.page === undefined || moment.page === page),
    )
    this.#moments = this.#moments.filter((moment) => !due.includes(moment))
    for (const { action } of due) action()
  }
}

const nothing: Answer = {
  ...textAnswer('', 200),
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
}

function readCredentials(request: IncomingMessage): SimulatorCredentials {
  const header = (name: string) => String(request.headers[name] ?? '').trim()
  return { accountId: header('api-auth-accountid'), applicationKey: header('api-auth-applicationkey') }
}

/** @throws for a body of more than 1 MiB, which drops the connection. */
async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).byteLength
    if (size > LARGEST_BODY_BYTES) throw new Error('The request body is too large')
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}
