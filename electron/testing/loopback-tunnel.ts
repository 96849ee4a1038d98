import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Fetch } from '../ports'
import type { Tunnel, TunnelState, TunnelWish } from '../tunnel/tunnel-state'

/** A tunnel without a program: open as soon as it is asked for, at another host each time. */
export class LoopbackTunnel implements Tunnel {
  state: TunnelState = { stage: 'closed' }
  wish: TunnelWish | null = null
  restarts = 0
  #opened = 0
  #onChange: (state: TunnelState) => void = () => {}

  /** For `Ports.createTunnel`. */
  create = (onChange: (state: TunnelState) => void): Tunnel => {
    this.#onChange = onChange
    return this
  }

  open(wish: TunnelWish): void {
    this.wish = wish
    this.#opened += 1
    this.say({ stage: 'starting' })
    const host = wish.hostName ?? `shop-${this.#opened}-test.trycloudflare.com`
    queueMicrotask(() => this.wish === wish && this.say({ stage: 'connected', host, protocol: 'quic' }))
  }

  restart(): void {
    this.restarts += 1
    if (this.wish) this.open({ ...this.wish })
  }

  check(): void {}

  async close(): Promise<void> {
    this.wish = null
    this.state = { stage: 'closed' }
  }

  say(state: TunnelState): void {
    this.state = state
    this.#onChange(state)
  }

  /** The same requests, those for the public host led through the tunnel. */
  leading(fetch: Fetch): Fetch {
    return (url, init) => {
      const { protocol, host, pathname } = new URL(url)
      if (protocol !== 'https:' || !host.endsWith('.trycloudflare.com')) return fetch(url, init)
      if (!this.wish || !('host' in this.state) || this.state.host !== host)
        return Promise.reject(new TypeError('no such host'))
      return through(this.wish.port, host, pathname, init)
    }
  }

  /** For the simulator's deliveries. */
  connect = (host: string): { port: number; isPlain: true } | null => {
    const isOpen = this.wish !== null && 'host' in this.state && this.state.host === host
    return isOpen ? { port: this.wish!.port, isPlain: true } : null
  }
}

/** Node's own fetch does not let the host be another than the address. */
async function through(port: number, host: string, path: string, init: RequestInit): Promise<Response> {
  const asked = request({
    port,
    path,
    host: '127.0.0.1',
    method: init.method ?? 'GET',
    headers: { ...Object.fromEntries(new Headers(init.headers)), host },
    agent: false,
    ...(init.signal ? { signal: init.signal } : {}),
  }).end(typeof init.body === 'string' ? init.body : undefined)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return new Response((await text(answer)) || null, { status: answer.statusCode ?? 0 })
}
