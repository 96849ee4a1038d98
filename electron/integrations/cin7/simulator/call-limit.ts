import type { Answer, ErrorWriter } from './answer'

export interface CallLimitPlan {
  calls: number
  windowMs: number
  /** How the refusal looks. 429 today; 503 and 400 are older or rarer forms. */
  answer?: 429 | 503 | 400
  /** The `Retry-After` header, word for word; null leaves it out. Default: `60 Seconds` with 429, else left out. */
  retryAfter?: string | null
}

/** The service's limit: so many calls in any window, counted for each application key. Refused calls do not count. */
export class CallLimit {
  readonly #taken = new Map<string, number[]>()

  constructor(private readonly monotonic: () => number) {}

  /** Counts a call; false when the window is full. */
  take(plan: CallLimitPlan, applicationKey: string): boolean {
    const now = this.monotonic()
    const taken = (this.#taken.get(applicationKey) ?? []).filter((at) => now - at < plan.windowMs)
    const isFree = taken.length < plan.calls
    if (isFree) taken.push(now)
    this.#taken.set(applicationKey, taken)
    return isFree
  }
}

export function limitAnswer(plan: CallLimitPlan, errors: ErrorWriter): Answer {
  const { calls, answer = 429 } = plan
  const seconds = Math.ceil(plan.windowMs / 1000)
  const text = `You have reached ${calls} calls per ${seconds} seconds API limit.`
  const retryAfter = plan.retryAfter === undefined && answer === 429 ? `${seconds} Seconds` : plan.retryAfter
  return errors.answer(answer, text, {
    ...(answer === 429 ? rateHeaders(calls, seconds) : {}),
    ...(typeof retryAfter === 'string' ? { 'Retry-After': retryAfter } : {}),
  })
}

/** Sent with refusals only: a call that is let through says nothing about the limit. */
function rateHeaders(calls: number, seconds: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(calls),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(seconds),
  }
}
