/**
 * Why no whole answer came. `unreachable`: no connection or no such host. `cut`: the connection broke off.
 * `redirected`: the address points elsewhere, which is never followed.
 */
export type HttpFaultKind = 'unreachable' | 'certificate' | 'timed_out' | 'redirected' | 'too_large' | 'cut'

export class HttpFault extends Error {
  override readonly name = 'HttpFault'
  readonly kind: HttpFaultKind
  /** Of a certificate that is not trusted: who issued it, as it says itself; null when that is not known. */
  readonly issuer: string | null

  constructor(kind: HttpFaultKind, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.kind = kind
    this.issuer = issuerOf(options?.cause)
  }
}

/** Nothing can have reached the other side. For other faults that is not known. */
export function wasNeverConnected({ kind, message }: HttpFault): boolean {
  return kind === 'unreachable' && neverConnected.test(message)
}

const neverConnected =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_CONNECTION_REFUSED|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE|ERR_PROXY_CONNECTION_FAILED/

function issuerOf(error: unknown): string | null {
  const { issuer } = (error instanceof Error ? error : {}) as { issuer?: unknown }
  return typeof issuer === 'string' ? issuer : null
}

/**
 * Sorts what Node's fetch and Electron's `net.fetch` reject with. Node names the cause in `cause.code`,
 * Chromium in the message (`net::ERR_…`). A refused redirect is a plain sentence in both.
 */
export function toHttpFault(error: unknown, otherwise: HttpFaultKind): HttpFault {
  if (error instanceof HttpFault) return error
  const clues = cluesOf(error)
  const kind = patterns.find(([pattern]) => pattern.test(clues))?.[1] ?? otherwise
  return new HttpFault(kind, clues, { cause: error })
}

const patterns: [RegExp, HttpFaultKind][] = [
  [/redirect/i, 'redirected'],
  [
    /ERR_CERT|CERT_|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|EPROTO\b/,
    'certificate',
  ],
  [/TIMED_OUT|ETIMEDOUT|_TIMEOUT\b/, 'timed_out'],
  [
    /UND_ERR_SOCKET|ECONNRESET|EPIPE|HPE_|ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_NETWORK_CHANGED|ERR_INCOMPLETE|ERR_CONTENT_|ERR_HTTP2|Z_\w+_ERROR/,
    'cut',
  ],
]

/** Codes and messages of an error and its causes, without stacks. */
function cluesOf(error: unknown): string {
  const clues: string[] = []
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    const { code } = current as { code?: unknown }
    if (typeof code === 'string') clues.push(code)
    clues.push(current.message)
    current = current.cause
  }
  return clues.join(' ')
}
