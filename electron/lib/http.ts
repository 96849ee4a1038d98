import { isAscii } from 'node:buffer'
import type { Clock, Fetch } from '../ports'
import { HttpFault, toHttpFault } from './http-fault'
import { untilAborted } from './until-aborted'

/**
 * How long and how much. The Fetch standard does not tell when the connection stands, so connecting counts
 * towards the first byte.
 */
export interface HttpLimits {
  /** From the start to the answer's headers. */
  firstByteMs: number
  /** Between two pieces of the body. */
  idleMs: number
  totalMs: number
  /** Of the body, decompressed. */
  maxBytes: number
}

export const defaultHttpLimits: HttpLimits = {
  firstByteMs: 30_000,
  idleMs: 15_000,
  totalMs: 120_000,
  maxBytes: 50 * 1024 * 1024,
}

export interface HttpRequest {
  /** Default `GET`. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string | undefined
  signal: AbortSignal
  limits?: HttpLimits
}

export interface HttpAnswer {
  status: number
  headers: Headers
  text: string
  /** From the start to the end of the body. */
  durationMs: number
}

/**
 * One request, with limits on time and size. Redirects are not followed: headers with secrets go to one
 * host only. Resolves for every status. Rejects with `HttpFault`, or with the signal's reason when aborted.
 */
export async function httpRequest(
  { clock, fetch }: { clock: Clock; fetch: Fetch },
  { method = 'GET', url, headers, body, signal, limits = defaultHttpLimits }: HttpRequest,
): Promise<HttpAnswer> {
  signal.throwIfAborted()
  const startedAt = clock.monotonic()
  const watch = new Watch(clock, limits, signal)
  let phase: 'unreachable' | 'cut' = 'unreachable'
  try {
    const init: RequestInit = {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { ...headers, 'cache-control': 'no-cache' },
      signal: watch.signal,
      redirect: 'manual',
      credentials: 'omit',
    }
    const response = await untilAborted(fetch(url, init), watch.signal)
    phase = 'cut'
    const text = await readText(response, watch, limits)
    return {
      status: response.status,
      headers: response.headers,
      text,
      durationMs: clock.monotonic() - startedAt,
    }
  } catch (error) {
    signal.throwIfAborted()
    throw toHttpFault(error, phase)
  } finally {
    watch.stop()
  }
}

async function readText(response: Response, watch: Watch, limits: HttpLimits): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      watch.sawLife()
      const { done, value } = await untilAborted(reader.read(), watch.signal)
      if (done) return textOf(Buffer.concat(chunks))
      size += value.byteLength
      if (size > limits.maxBytes) throw new HttpFault('too_large', `more than ${limits.maxBytes} bytes`)
      chunks.push(value)
    }
  } catch (error) {
    reader.cancel().catch(() => {})
    throw error
  }
}

/** Most pages are plain ASCII, which is read twice as fast as UTF-8. */
function textOf(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder().decode(bytes)
}

/** Aborts a request whose next sign of life is overdue, or whose caller gave up. */
class Watch {
  readonly #clock: Clock
  readonly #limits: HttpLimits
  readonly #ended = new AbortController()
  readonly #overdue = new AbortController()
  readonly #endsAt: number
  #dueAt: number
  readonly signal: AbortSignal

  constructor(clock: Clock, limits: HttpLimits, caller: AbortSignal) {
    this.#clock = clock
    this.#limits = limits
    this.#endsAt = clock.monotonic() + limits.totalMs
    this.#dueAt = clock.monotonic() + limits.firstByteMs
    this.signal = AbortSignal.any([caller, this.#overdue.signal])
    this.#run().catch(() => {})
  }

  /** The next piece must come within the idle time. */
  sawLife(): void {
    this.#dueAt = this.#clock.monotonic() + this.#limits.idleMs
  }

  stop(): void {
    this.#ended.abort()
  }

  async #run(): Promise<void> {
    for (;;) {
      const leftMs = Math.min(this.#dueAt, this.#endsAt) - this.#clock.monotonic()
      if (leftMs <= 0) break
      // Never longer than the idle time: by then a shorter limit may have come into force.
      await this.#clock.sleep(Math.min(leftMs, this.#limits.idleMs), this.#ended.signal)
    }
    this.#overdue.abort(new HttpFault('timed_out', 'no sign of life in time'))
  }
}
