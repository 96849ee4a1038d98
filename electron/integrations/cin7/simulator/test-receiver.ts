import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface ReceivedPost {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** Takes deliveries on this computer and answers as told, for the simulator's own tests. */
export class TestReceiver {
  readonly posts: ReceivedPost[] = []
  /** The next answers' status, first one first; 200 when there is none. `hang`: no answer. */
  readonly answers: (number | 'hang')[] = []
  readonly #server: Server

  private constructor(certificate?: { key: string; cert: string }) {
    this.#server = certificate ? createSecureServer(certificate) : createServer()
    this.#server.on('request', (request, response) => {
      void readText(request).then((body) => {
        this.posts.push({ path: request.url ?? '', headers: request.headers, body })
        const answer = this.answers.shift() ?? 200
        if (answer !== 'hang') response.writeHead(answer).end()
      })
    })
  }

  static async start(certificate?: { key: string; cert: string }): Promise<TestReceiver> {
    const receiver = new TestReceiver(certificate)
    receiver.#server.listen(0, '127.0.0.1')
    await once(receiver.#server, 'listening')
    return receiver
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
