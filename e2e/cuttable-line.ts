import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A line to a service on this computer that can be cut and mended. */
export class CuttableLine {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #servicePort: number
  #port = 0

  constructor(serviceUrl: string) {
    this.#servicePort = Number(new URL(serviceUrl).port)
    this.#server = createServer((socket) => this.#join(socket))
  }

  /** Opens it, again on the same port. */
  async mend(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  /** The address of the service by way of this line. */
  through(serviceUrl: string): string {
    const url = new URL(serviceUrl)
    url.port = `${this.#port}`
    return url.href
  }

  #join(near: Socket): void {
    const far = connect(this.#servicePort, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => this.#sockets.delete(socket))
      socket.pipe(other)
    }
  }
}
