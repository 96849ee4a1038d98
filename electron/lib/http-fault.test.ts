import { describe, expect, it } from 'vitest'
import { toHttpFault } from './http-fault'

describe('toHttpFault', () => {
  it.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
    ['net::ERR_CERT_DATE_INVALID', 'certificate'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'certificate'],
    ['net::ERR_NAME_NOT_RESOLVED', 'unreachable'],
    ['net::ERR_INTERNET_DISCONNECTED', 'unreachable'],
    ['net::ERR_CONNECTION_REFUSED', 'unreachable'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'unreachable'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timed_out'],
    ['net::ERR_CONNECTION_RESET', 'cut'],
    ['net::ERR_CONTENT_LENGTH_MISMATCH', 'cut'],
    ['net::ERR_INCOMPLETE_CHUNKED_ENCODING', 'cut'],
    ['Redirect was cancelled', 'redirected'],
    ["Attempted to redirect, but redirect policy was 'error'", 'redirected'],
  ])('sorts Chromium’s %s as %s', (message, kind) => {
    expect(toHttpFault(new Error(message), 'unreachable').kind).toBe(kind)
  })

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timed_out'],
    ['ETIMEDOUT', 'timed_out'],
    ['ECONNRESET', 'cut'],
  ])('sorts Node’s %s as %s', (code, kind) => {
    const cause = Object.assign(new Error('below'), { code })
    expect(toHttpFault(new TypeError('fetch failed', { cause }), 'unreachable').kind).toBe(kind)
  })
})
