import { createHash } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fetch } from '../ports'
import type { ProgramRelease } from '../tunnel/program-releases'

/** Stands in for every https host there is: `https://host/path` is asked for here as `/host/path`. */
export class ProgramServer {
  readonly #server: Server
  /** What was asked for, in order. */
  readonly asked: string[] = []
  /** By address without its scheme. */
  readonly answers = new Map<string, RequestListener>()

  constructor() {
    this.#server = createServer((request, response) => {
      const address = (request.url ?? '').slice(1)
      this.asked.push(address)
      const answer = this.answers.get(address)
      if (answer) answer(request, response)
      else response.writeHead(404).end('Not Found')
    })
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  readonly fetch: Fetch = (url, init) => {
    const { port } = this.#server.address() as AddressInfo
    return fetch(url.replace(/^\w+:\/\//, `http://127.0.0.1:${port}/`), init)
  }
}

/** Answers with this. */
export const answer =
  (body: Uint8Array | string, type = 'application/octet-stream'): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(body)

/** Answers that it is elsewhere. */
export const redirectTo =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location, 'content-type': 'text/html' }).end('<p>moved</p>')

/** A release whose address gives `body`, which is `program` unless it is packed. */
export function releaseOf(program: Uint8Array, body: Uint8Array = program): ProgramRelease {
  return {
    url: 'https://github.com/program',
    bytes: body.byteLength,
    isArchive: body !== program,
    digest: createHash('sha256').update(program).digest('hex'),
  }
}

/** A tar archive of these entries. `kind`: '0' a file, 'x' notes of the archiver. */
export function tarOf(...entries: { name: string; content: Uint8Array; kind?: string }[]): Buffer {
  const blocks = entries.flatMap(({ name, content, kind = '0' }) => {
    const head = Buffer.alloc(512)
    head.write(name, 0)
    head.write(`${content.byteLength.toString(8).padStart(11, '0')}\0`, 124)
    head.write(kind, 156)
    return [head, content, Buffer.alloc((512 - (content.byteLength % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
