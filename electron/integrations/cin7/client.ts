import type { Cin7Credentials } from '../../../shared/provider'
import type { CallEnd } from '../../connections/account'
import { type HttpAnswer, httpRequest } from '../../lib/http'
import { HttpFault } from '../../lib/http-fault'
import type { CallPriority, RateLimiter } from '../../lib/rate-limiter'
import { backOffMs, retry } from '../../lib/retry'
import type { Secret } from '../../lib/secret'
import type { Clock, Fetch, Random } from '../../ports'
import type { ProviderRun } from '../../sync/provider-run'
import { type ApiCall, extras, mayAskAgain, requestOf, type Write } from './api-call'
import { Cin7Fault, faultOfConnection, outcomeOf, readAnswer } from './errors'
import { keyHeaders } from './key-headers'
import { limitWaitMs, type Pace, retryAfterMs } from './limits'
import { type ListEndpoint, notWhatWeKnow, readListPage } from './list-page'
import type { ListPage } from './list-walk'
import { Company } from './schemas'

export interface ClientDeps {
  clock: Clock
  fetch: Fetch
  random: Random
  /** For the next call. */
  limiter(): RateLimiter
  pace: Pace
}

export interface ClientOptions {
  /** As `parseApiUrl` returns it. */
  apiUrl: string
  credentials: Secret<Cin7Credentials>
  /** Rows of a list that are asked for at once. */
  pageSize: number
  priority: CallPriority
  /** Tries of one call that meets a fault which may pass. */
  tries: number
  /** How long one call's limit answers in a row are waited out. */
  patienceMs: number
  /** How long the network may be away before a call is given up. */
  offlinePatienceMs: number
  onCall?(): void
  /** Not told of a call that was given up. */
  onCallEnd(end: CallEnd): void
  onWait?: ProviderRun['onWait']
}

/** Tries of a call that is denied although the same keys worked before: a burst is sometimes answered so. */
const DENIED_TRIES = 3

const LONGEST_BACK_OFF_MS = 60_000

/** Between two tries while there is no network. */
const OFFLINE_RETRY_MS = 30_000

/** Cin7 Core's calls for one account, paced, with faults that may pass waited out. */
export class Cin7Client {
  readonly #deps: ClientDeps
  readonly #options: ClientOptions
  #hasSucceeded = false
  /** How far the service's clock is ahead of this computer's. */
  #serverAheadMs = 0

  constructor(deps: ClientDeps, options: ClientOptions) {
    this.#deps = deps
    this.#options = options
  }

  /** Epoch ms by the service's clock, as the last answer told it; by this computer's before the first. */
  serverNow(): number {
    return this.#deps.clock.now() + this.#serverAheadMs
  }

  async company(signal: AbortSignal): Promise<Company> {
    const parsed = Company.safeParse(await this.get('me', {}, signal))
    if (!parsed.success) throw notWhatWeKnow('me')
    return parsed.data
  }

  async page(
    list: ListEndpoint,
    number: number,
    signal: AbortSignal,
    limit = this.#options.pageSize,
  ): Promise<ListPage> {
    const query = { page: `${number}`, limit: `${limit}`, ...list.query }
    return readListPage(await this.get(list.path, query, signal), list, this.#secrets())
  }

  /** Throws a `Cin7Fault`; waits out faults that may pass. */
  get(path: string, query: Record<string, string>, signal: AbortSignal): Promise<unknown> {
    return this.#ask({ method: 'GET', path, query }, signal)
  }

  /**
   * A call that changes something. It is sent again only when it was not heard: after a limit answer, or when no connection
   * was made. After any other fault what it did is not known, and has to be read.
   */
  write(call: Write, signal: AbortSignal): Promise<unknown> {
    return this.#ask(call, signal)
  }

  #ask(call: ApiCall, signal: AbortSignal): Promise<unknown> {
    const { clock } = this.#deps
    const delayAfter = (error: unknown, failures: number) =>
      mayAskAgain(call, error) ? this.#delayAfter(error, failures) : null
    let since = 0
    const onWait: Parameters<typeof retry>[1]['onWait'] = (wait, error) => {
      const waitedMs = wait ? 0 : clock.monotonic() - since
      since = clock.monotonic()
      this.#options.onWait?.({
        until: wait && clock.now() + wait.ms,
        waitedMs,
        for: isOffline(error) ? 'network' : 'retry',
        endNow: wait?.endNow,
      })
    }
    return retry(() => this.#waitingOutLimits(call, signal), { clock, signal, delayAfter, onWait })
  }

  /** Null when trying again is of no use. */
  #delayAfter(error: unknown, failures: number): number | null {
    if (!(error instanceof Cin7Fault)) return null
    const { tries, offlinePatienceMs } = this.#options
    if (isOffline(error) && failures >= tries) {
      return (failures - tries) * OFFLINE_RETRY_MS < offlinePatienceMs ? OFFLINE_RETRY_MS : null
    }
    const mostTries = error.nextStep === 'denied' && this.#hasSucceeded ? DENIED_TRIES : 1
    if (failures >= (error.nextStep === 'retry' ? tries : mostTries)) return null
    const askedMs = retryAfterMs(error.retryAfter, this.#serverTime(error)) ?? 0
    return Math.max(backOffMs(failures, this.#deps.random), Math.min(askedMs, LONGEST_BACK_OFF_MS))
  }

  async #waitingOutLimits(call: ApiCall, signal: AbortSignal): Promise<unknown> {
    let waitedMs = 0
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#call(call, signal, attempt)
      } catch (error) {
        if (!isLimit(error)) throw error
        const waitMs = this.#limitWaitMs(error, attempt)
        if (waitedMs + waitMs > this.#options.patienceMs) throw error
        waitedMs += waitMs
        await this.#wait(waitMs, signal)
      }
    }
  }

  #limitWaitMs(fault: Cin7Fault, attempt: number): number {
    const { pace } = this.#deps
    return limitWaitMs(retryAfterMs(fault.retryAfter, this.#serverTime(fault), pace.secondMs), attempt, pace)
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const { onWait } = this.#options
    const startedAt = clock.monotonic()
    onWait?.({ until: clock.now() + ms, waitedMs: 0, for: 'limit' })
    try {
      await clock.sleep(ms, signal)
    } finally {
      onWait?.({ until: null, waitedMs: clock.monotonic() - startedAt, for: 'limit' })
    }
  }

  /** One call, when its turn comes. A limit answer holds up everyone before the next call can start. */
  #call(call: ApiCall, signal: AbortSignal, attempt: number): Promise<unknown> {
    const limiter = this.#deps.limiter()
    return limiter.run(this.#options.priority, signal, async () => {
      try {
        return await this.#fetchBody(call, signal)
      } catch (error) {
        if (isLimit(error)) {
          if (attempt === 1) limiter.slowDown()
          limiter.pause(this.#limitWaitMs(error, attempt))
        }
        throw error
      }
    })
  }

  async #fetchBody(call: ApiCall, signal: AbortSignal): Promise<unknown> {
    const { onCall, onCallEnd } = this.#options
    const headers = keyHeaders(this.#options.credentials.reveal())
    onCall?.()
    try {
      const request = requestOf(call, this.#options.apiUrl)
      const answer = await httpRequest(this.#deps, { ...request, headers, signal })
      const body = this.#read(answer, call)
      onCallEnd({ outcome: 'success', responseMs: Math.round(answer.durationMs) })
      return body
    } catch (error) {
      const fault = error instanceof HttpFault ? faultOfConnection(error, this.#host) : error
      if (fault instanceof Cin7Fault) onCallEnd({ outcome: outcomeOf(fault), problem: fault })
      throw fault
    }
  }

  #read(answer: HttpAnswer, { path, secrets }: ApiCall): unknown {
    const body = readAnswer(answer, {
      host: this.#host,
      secrets: this.#secrets(secrets),
      haveKeysWorked: this.#hasSucceeded,
      extra: extras[path] ?? null,
    })
    const serverDate = Date.parse(answer.headers.get('date') ?? '')
    if (!Number.isNaN(serverDate)) this.#serverAheadMs = serverDate - this.#deps.clock.now()
    this.#hasSucceeded = true
    return body
  }

  get #host(): string {
    return new URL(this.#options.apiUrl).host
  }

  #secrets(others: readonly string[] = []): string[] {
    const { accountId, applicationKey } = this.#options.credentials.reveal()
    return [accountId, applicationKey, ...others]
  }

  /** The service's own clock where it is known: a wait until a date must not depend on this computer's. */
  #serverTime({ serverDate }: Cin7Fault): number {
    const at = Date.parse(serverDate ?? '')
    return Number.isNaN(at) ? this.#deps.clock.now() : at
  }
}

function isOffline(error: unknown): boolean {
  return error instanceof Cin7Fault && error.code === 'offline'
}

function isLimit(error: unknown): error is Cin7Fault {
  return error instanceof Cin7Fault && error.nextStep === 'wait'
}
