import { AppError } from '../../shared/errors'
import { HttpFault, toHttpFault } from '../lib/http-fault'
import { untilAborted } from '../lib/until-aborted'
import type { Clock, Fetch } from '../ports'
import { faultInWords, notTheProgram, webPage } from './program-problems'
import type { ProgramRelease } from './program-releases'

/** The only hosts that are asked: the releases' own, and those it hands the files out from. */
const hosts: ReadonlySet<string> = new Set([
  'github.com',
  'objects.githubusercontent.com',
  'release-assets.githubusercontent.com',
])
const MOST_REDIRECTS = 5
/** Longest wait for the answer, and between two pieces of it. */
const IDLE_MS = 30_000

/**
 * What the release's address gives, piece by piece, never more than it should. Whether it is what it should be is for the reader to
 * check. Throws `AppError`, and the signal's reason when aborted.
 */
export async function* downloadProgram(
  { clock, fetch }: { clock: Clock; fetch: Fetch },
  { url, bytes }: ProgramRelease,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const ended = new AbortController()
  const request = { clock, fetch, signal: AbortSignal.any([signal, ended.signal]) }
  let otherwise: 'unreachable' | 'cut' = 'unreachable'
  try {
    const reader = bodyOf(await openAddress(request, url)).getReader()
    otherwise = 'cut'
    for (let left = bytes; ; ) {
      const { done, value } = await inTime(request, reader.read())
      if (done) return
      left -= value.byteLength
      if (left < 0) throw notTheProgram()
      yield value
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof AppError ? error : faultInWords(toHttpFault(error, otherwise))
  } finally {
    ended.abort()
  }
}

interface Request {
  clock: Clock
  fetch: Fetch
  signal: AbortSignal
}

/** Follows redirects itself, so that each address is looked at before it is asked. */
async function openAddress(request: Request, first: string): Promise<Response> {
  let url = new URL(first)
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (url.protocol !== 'https:' || !hosts.has(url.host)) throw elsewhere()
    const init: RequestInit = { signal: request.signal, redirect: 'manual', credentials: 'omit' }
    const response = await inTime(request, request.fetch(url.href, init))
    if (response.status < 300 || response.status >= 400) return response
    const location = response.headers.get('location')
    if (location === null || !URL.canParse(location, url.href)) throw elsewhere()
    url = new URL(location, url)
  }
  throw elsewhere()
}

function bodyOf({ status, headers, body }: Response): ReadableStream<Uint8Array> {
  if (headers.get('content-type')?.includes('text/html')) throw webPage()
  if (status !== 200 || !body) {
    throw new AppError(
      'tunnel_unavailable',
      `The tunnel program could not be fetched: github.com answered with status ${status}. Try again later.`,
    )
  }
  return body
}

function elsewhere(): AppError {
  return new AppError(
    'tunnel_unavailable',
    'The tunnel program could not be fetched: its address points somewhere else than expected. Sign in to the network if it asks for that, then try again.',
  )
}

async function inTime<T>({ clock, signal }: Request, work: Promise<T>): Promise<T> {
  const ended = new AbortController()
  const late = clock.sleep(IDLE_MS, ended.signal).then(() => {
    throw new HttpFault('timed_out', 'no sign of life in time')
  })
  try {
    return await Promise.race([untilAborted(work, signal), late])
  } finally {
    ended.abort()
  }
}
