import { z } from 'zod'
import { type HttpLimits, httpRequest } from '../lib/http'
import type { Clock, Fetch } from '../ports'
import { isGeneratedHost } from './generated-host'

const Host = z.looseObject({ hostname: z.string() })
const Ready = z.looseObject({ readyConnections: z.number() })

const MAX_BYTES = 64 * 1024

/** What the program tells about itself on a port of this computer. Whatever goes wrong counts as not yet known. */
export class ProgramPage {
  readonly #deps: { clock: Clock; fetch: Fetch }
  readonly #url: string
  readonly #limits: HttpLimits

  constructor(deps: { clock: Clock; fetch: Fetch }, port: number, answerMs: number) {
    this.#deps = deps
    this.#url = `http://127.0.0.1:${port}`
    this.#limits = { firstByteMs: answerMs, idleMs: answerMs, totalMs: answerMs, maxBytes: MAX_BYTES }
  }

  /** The address of a quick tunnel; null: none yet, or one that is not of a tunnel. */
  async host(signal: AbortSignal): Promise<string | null> {
    const answer = Host.safeParse(await this.#ask('/quicktunnel', signal))
    return answer.success && isGeneratedHost(answer.data.hostname) ? answer.data.hostname : null
  }

  async isReady(signal: AbortSignal): Promise<boolean> {
    const answer = Ready.safeParse(await this.#ask('/ready', signal))
    return answer.success && answer.data.readyConnections > 0
  }

  /** @returns undefined: no answer, or not the one that is asked for. */
  async #ask(path: string, signal: AbortSignal): Promise<unknown> {
    try {
      const { status, text } = await httpRequest(this.#deps, {
        url: this.#url + path,
        headers: {},
        signal,
        limits: this.#limits,
      })
      return status === 200 ? JSON.parse(text) : undefined
    } catch {
      signal.throwIfAborted()
      return undefined
    }
  }
}
