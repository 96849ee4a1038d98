import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** How the provider labels its JSON is not documented. */
const CONTENT_TYPES = ['application/json', 'text/plain', '']

/**
 * The status with which to refuse a request for what can be said without its path and its credentials; null: neither of it
 * speaks against the request. A stranger learns nothing of the paths from it.
 */
export function refusalOf(request: IncomingMessage, limits: { host: string | null; bodyBytes: number }) {
  if (limits.host === null || hostOf(request) !== limits.host) return 421
  if (request.method !== 'POST') return 405
  if (headers(request, 'origin').length > 0) return 403
  if (headers(request, 'content-encoding').some((encoding) => encoding.toLowerCase() !== 'identity'))
    return 415
  if (!CONTENT_TYPES.includes(contentTypeOf(request))) return 415
  if (declaredBytes(request) > limits.bodyBytes) return 413
  return null
}

/** Whether it carries exactly one `Authorization` header, the one with this SHA-256. */
export function isAuthorized(request: IncomingMessage, digest: Buffer): boolean {
  const [first, ...others] = headers(request, 'authorization')
  if (first === undefined || others.length > 0) return false
  return timingSafeEqual(createHash('sha256').update(first).digest(), digest)
}

/** 0: it does not say, or has none. */
export function declaredBytes(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0)
}

/** Whether the length of its body is not known beforehand. */
export function isChunked(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined
}

/** null: not exactly one. The public port may be named: some clients do. */
function hostOf(request: IncomingMessage): string | null {
  const [first, ...others] = headers(request, 'host')
  if (first === undefined || others.length > 0) return null
  return first.toLowerCase().replace(/:443$/, '')
}

function contentTypeOf(request: IncomingMessage): string {
  return headers(request, 'content-type').join(', ').replace(/;.*/, '').trim().toLowerCase()
}

/** As they came: Node drops the second one of some names. */
function headers({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === name)
}
