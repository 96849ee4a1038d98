import { z } from 'zod'
import { AppError, type ErrorCode } from '../../../shared/errors'
import type { CallEnd } from '../../connections/account'
import type { HttpAnswer } from '../../lib/http'
import type { HttpFault } from '../../lib/http-fault'
import { saysLimitReached } from './limits'

/**
 * What to do after a call that did not work. `wait`: the call limit was reached. `retry`: may pass.
 * `denied`: refused keys, which also happens in a burst of calls with good ones. `stop`: will not change.
 */
export type NextStep = 'wait' | 'retry' | 'denied' | 'stop'

/** A call that did not work: what the user reads, and what the client does next. */
export class Cin7Fault extends AppError {
  readonly nextStep: NextStep
  /** The answer's `Retry-After` and `Date`, unread. */
  readonly retryAfter: string | null
  readonly serverDate: string | null
  /** Of the answer; null: there was none, or it was not Cin7's. */
  readonly status: number | null

  constructor(
    code: ErrorCode,
    nextStep: NextStep,
    message: string,
    answer?: Pick<HttpAnswer, 'status' | 'headers'>,
    cause?: unknown,
  ) {
    super(code, message, { cause })
    this.nextStep = nextStep
    this.retryAfter = answer?.headers.get('retry-after') ?? null
    this.serverDate = answer?.headers.get('date') ?? null
    this.status = answer?.status ?? null
  }
}

export interface ErrorContext {
  /** Named in messages. */
  host: string
  /** Taken out of the service's words before they are shown. */
  secrets: string[]
  /** Whether these keys were accepted before in the same run. */
  haveKeysWorked: boolean
  /**
   * What is asked for, where an account can do without it: a refusal then says nothing about the keys unless it names
   * them. null: a sync needs it.
   */
  extra: string | null
}

/** Returns the body of an answer that is one, else throws a `Cin7Fault`. */
export function readAnswer(answer: HttpAnswer, context: ErrorContext): unknown {
  const body = parseJson(answer.text)
  const error = errorObject(body)
  if (error && isOk(answer)) throw refusal({ ...answer, status: error.status }, error.said, context)
  if (error) throw refusal(answer, error.said, context)
  if (!isOk(answer) || saysLimitReached(answer.text.slice(0, 500))) throw refusal(answer, null, context)
  if (body !== undefined) return body
  if (answer.text.trim() === '' || (claimsJson(answer) && !looksLikeHtml(answer))) {
    throw new Cin7Fault(
      'provider_changed',
      'retry',
      'Cin7 sent an answer that breaks off or cannot be read. Try again in a few minutes.',
    )
  }
  throw notCin7(context.host)
}

/** The fault for a call that got no whole answer. */
export function faultOfConnection(fault: HttpFault, host: string): Cin7Fault {
  const make = (code: ErrorCode, nextStep: NextStep, message: string) =>
    new Cin7Fault(code, nextStep, message, undefined, fault)
  switch (fault.kind) {
    case 'unreachable':
      return make(
        'offline',
        'retry',
        `${host} could not be reached. Check the internet connection and the API address.`,
      )
    case 'timed_out':
      return make('timed_out', 'retry', `${host} did not answer in time. Try again in a few minutes.`)
    case 'cut':
      return make(
        'provider_unavailable',
        'retry',
        `The connection to ${host} broke off. Check the internet connection and try again.`,
      )
    case 'certificate':
      return make(
        'certificate_untrusted',
        'stop',
        `The connection to ${host} is not secure: its certificate${issuedBy(fault)} is not trusted. Shelfwatch does not override this. Check this computer's clock and its network, then try again.`,
      )
    case 'redirected':
      return redirected(host)
    case 'too_large':
      return make(
        'provider_changed',
        'stop',
        `${host} sent far more data than one page can hold, so Shelfwatch stopped reading. Check the API address.`,
      )
  }
}

const ownRefusals: readonly ErrorCode[] = ['credentials_rejected', 'provider_refused', 'provider_changed']

/** What a fault says of the service. */
export function outcomeOf({ code }: Cin7Fault): Exclude<CallEnd['outcome'], 'success'> {
  if (code === 'rate_limited') return 'limited'
  return ownRefusals.includes(code) ? 'refused' : 'unanswered'
}

function issuedBy({ issuer }: HttpFault): string {
  return issuer ? `, issued by “${cleanWords(issuer, []).slice(0, 80)}”,` : ''
}

/** `said` is what an error object says; null when the body is none. */
function refusal(answer: HttpAnswer, said: string | null, context: ErrorContext): Cin7Fault {
  const { host, secrets, haveKeysWorked, extra } = context
  const { status } = answer
  if (status === 429 || saysLimitReached(said ?? answer.text)) {
    return new Cin7Fault(
      'rate_limited',
      'wait',
      'Cin7 still limits the number of calls, perhaps because other software uses the same key. Try again in a few minutes.',
      answer,
    )
  }
  if (status < 200 || (status >= 300 && status < 400)) return redirected(host)
  if (status === 511) return notCin7(host)
  if (status >= 500) {
    return new Cin7Fault(
      'provider_unavailable',
      'retry',
      `Cin7 has a problem at the moment (status ${status}). Try again in a few minutes.`,
      answer,
    )
  }
  const nextStep = status === 403 ? 'denied' : 'stop'
  if (said === null && (looksLikeHtml(answer) || status === 404)) return notCin7(host, nextStep)
  const words = cleanWords(said ?? answer.text, secrets)
  const isAboutKeys = /credential/i.test(words) || (extra === null && (words === '' || !haveKeysWorked))
  if (status === 401 || (status === 403 && isAboutKeys)) {
    return new Cin7Fault(
      'credentials_rejected',
      nextStep,
      'Cin7 did not accept the account ID and application key. Check both in Cin7 under Integrations → API.',
    )
  }
  return new Cin7Fault('provider_refused', nextStep, refusalText(status, words, extra), answer)
}

function refusalText(status: number, words: string, extra: string | null): string {
  if (status === 403 && extra !== null) {
    const why = words.replace(/[.\s]+$/, '') || 'it gave no reason'
    return `Cin7 does not let this account use ${extra}: ${why}. Changes are read by the usual syncs instead.`
  }
  return words ? `Cin7 refused the request: ${words}` : `Cin7 refused the request (status ${status}).`
}

function notCin7(host: string, nextStep: NextStep = 'stop'): Cin7Fault {
  return new Cin7Fault(
    'not_the_provider',
    nextStep,
    `Something other than Cin7 answered at ${host}. Sign in to the network if it asks for that, or check the API address.`,
  )
}

function redirected(host: string): Cin7Fault {
  return new Cin7Fault(
    'not_the_provider',
    'stop',
    `${host} sends Shelfwatch on to another address, which Cin7 never does. Check the API address, or sign in to the network.`,
  )
}

function isOk({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `{ErrorCode, Exception}` or a list of them, which also comes with status 200. */
function errorObject(body: unknown): { status: number; said: string } | null {
  const list = Array.isArray(body) ? body : [body]
  const first = asRecord(list[0])
  if (!first || !('ErrorCode' in first || 'Exception' in first)) return null
  const said = list.map((entry) => asRecord(entry)?.Exception).filter((words) => typeof words === 'string')
  const status = Number(first.ErrorCode)
  return { status: status >= 400 && status < 600 ? status : 400, said: said.join(' ') }
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
}

function claimsJson({ headers }: HttpAnswer): boolean {
  return /json/i.test(headers.get('content-type') ?? '')
}

function looksLikeHtml({ text }: HttpAnswer): boolean {
  return text.trimStart().startsWith('<')
}

/** The service's words as they can be shown: one line, no control or direction marks, no keys, not too long. */
export function cleanWords(words: string, secrets: string[]): string {
  const line = words.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return secrets.reduce(hide, line).slice(0, 300)
}

/** In any case: GUIDs are written in both. */
function hide(text: string, secret: string): string {
  const pattern = secret.replaceAll(/[^a-z0-9]/gi, String.raw`\$&`)
  return text.replaceAll(new RegExp(pattern, 'gi'), '…')
}

/** Another call may still work. Without a network, or with refused keys, it would fail as well. */
export function concernsThisCall(error: unknown): error is Cin7Fault {
  return error instanceof Cin7Fault && error.nextStep === 'retry' && error.code !== 'offline'
}

/** What an entry of `Errors` says. */
export function wordsOf(entry: unknown): string {
  if (typeof entry === 'string') return entry
  const parsed = z.object({ Exception: z.string() }).safeParse(entry)
  return parsed.success ? parsed.data.Exception : ''
}
