import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { webhookDeliveries } from '../../drizzle/schema'
import { createLogger } from '../lib/logger'
import { Redactor } from '../lib/redactor'
import { DeliveryStore } from '../webhooks/delivery-store'
import { WebhookInbox } from '../webhooks/webhook-inbox'
import { WebhookServer } from '../webhooks/webhook-server'
import { storeConnection } from './factories'
import { FakeClock } from './fake-clock'
import { nodeClock, nodeRandom } from './node-ports'
import { openTestDatabase } from './test-database'

export const HOST = 'plain-words.trycloudflare.example'
export const PATH = '/00112233445566778899aabbccddeeff'
export const CREDENTIAL = 'Bearer what-only-the-provider-knows'

/** Headers of a delivery as they have to be, name after name. */
export const GOOD_HEADERS = ['Host', HOST, 'Content-Type', 'application/json', 'Authorization', CREDENTIAL]

export interface Sent {
  method?: string
  path?: string
  /** Names and values in turn. */
  headers?: string[]
  body?: string | Buffer
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export type ReceiverSetup = Awaited<ReturnType<typeof startReceiver>>

/** The receiver with its store on a disk, listening, for one subscription at `PATH`. */
export async function startReceiver(
  options: Pick<ConstructorParameters<typeof WebhookServer>[0], 'limits'> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'receiver-'))
  const clock = new FakeClock()
  const lines: string[] = []
  const log = createLogger({ clock, redactor: new Redactor(), write: (_, line) => lines.push(line) })
  const db = openTestDatabase({ file: join(folder, 'test.db'), clock, log })
  const connectionId = storeConnection(db)
  const store = new DeliveryStore({ db, clock })
  const inbox = new WebhookInbox({ clock: nodeClock, store, onStored: () => {} })
  const authorization = createHash('sha256').update(CREDENTIAL).digest()
  const route = { connectionId, type: 'Sale/Created', authorization }
  const receiver = {
    host: (): string | null => HOST,
    route: (path: string) => (path === PATH ? route : null),
    accept: (received: Parameters<typeof inbox.accept>[0]) => inbox.accept(received),
  }
  const server = new WebhookServer({ receiver, random: nodeRandom, log, ...options })
  const port = await server.listen(null)
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  return {
    server,
    port,
    db,
    clock,
    store,
    inbox,
    receiver,
    connectionId,
    /** All that was logged. */
    lines,
    rows: () => db.orm.select().from(webhookDeliveries).all(),
    send: (sent: Sent = {}) => send(port, agent, sent),
    socket: () => openSocket(port),
    async close() {
      agent.destroy()
      await server.close()
      inbox.stop()
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function send(port: number, agent: Agent, sent: Sent): Promise<Answer> {
  const { method = 'POST', path = PATH, headers = GOOD_HEADERS, body = '[]' } = sent
  const length = ['Content-Length', String(Buffer.byteLength(body))]
  return new Promise((resolve, reject) => {
    const sending = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent,
      headers: [...headers, ...length],
    })
    sending.once('error', reject)
    sending.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sending.end(body)
  })
}

/** The beginning of a request with these headers, before what says how long it is. */
export function requestHead(headers: readonly string[]): string {
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1]}\r\n`] : []))
  return `POST ${PATH} HTTP/1.1\r\n${lines.join('')}`
}

/** A bare connection. `ended` gives all that came through it. */
export async function openSocket(port: number): Promise<{ socket: Socket; ended: Promise<string> }> {
  const socket = connect({ host: '127.0.0.1', port })
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  // A connection that is cut is one of the ways to be refused.
  socket.on('error', () => {})
  const ended = new Promise<string>((resolve) =>
    socket.once('close', () => resolve(Buffer.concat(chunks).toString('latin1'))),
  )
  await new Promise((resolve) => socket.once('connect', resolve))
  return { socket, ended }
}
