import { describe, expect, it } from 'vitest'
import { HttpFault, type HttpFaultKind } from '../../lib/http-fault'
import { Cin7Fault, type ErrorContext, faultOfConnection, readAnswer } from './errors'

const context: ErrorContext = { host: 'cin7.test', secrets: ['My-Key'], haveKeysWorked: false, extra: null }
const limitText = 'You have reached 60 calls per 60 seconds API limit.'
const html = '<!DOCTYPE html><html><body>Page not found</body></html>'

function fault(status: number, body: unknown, { type = 'application/json', ...changes }: Options = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = new Headers({ 'content-type': type })
  try {
    readAnswer({ status, headers, text, durationMs: 1 }, { ...context, ...changes })
  } catch (error) {
    if (error instanceof Cin7Fault) return error
    throw error
  }
  throw new Error('the answer was accepted')
}

type Options = Partial<ErrorContext> & { type?: string }

describe('readAnswer', () => {
  it('says nothing about the keys when something is refused that an account can do without', () => {
    const extra = 'webhooks'
    for (const body of ['', 'No access.', { ErrorCode: 403, Exception: 'No access.' }]) {
      expect(fault(403, body, { extra })).toMatchObject({ code: 'provider_refused', status: 403 })
    }
    expect(fault(403, 'No access.', { extra }).message).toBe(
      'Cin7 does not let this account use webhooks: No access. Changes are read by the usual syncs instead.',
    )
    expect(fault(403, 'Incorrect credentials!', { extra }).code).toBe('credentials_rejected')
  })

  it('returns the body of an answer that is one', () => {
    const headers = new Headers()
    expect(readAnswer({ status: 200, headers, text: '{"Total":1}', durationMs: 1 }, context)).toEqual({
      Total: 1,
    })
  })

  it.each([
    [429, [{ ErrorCode: 429, Exception: limitText }]],
    [429, { ErrorCode: 429, Exception: limitText }],
    [429, ''],
    [429, html],
    [503, [{ ErrorCode: 503, Exception: limitText }]],
    [503, { ErrorCode: 503, Exception: limitText }],
    [503, limitText],
    [400, [{ ErrorCode: 400, Exception: limitText }]],
    [403, { ErrorCode: 403, Exception: limitText }],
    [200, [{ ErrorCode: 429, Exception: limitText }]],
    [200, limitText],
  ])('waits after a limit answer with status %i and body %j', (status, body) => {
    expect(fault(status, body)).toMatchObject({ code: 'rate_limited', nextStep: 'wait' })
  })

  it.each([
    [500, ''],
    [500, { ErrorCode: 500, Exception: 'Object reference not set' }],
    [502, html],
    [503, ''],
    [200, { ErrorCode: 500, Exception: 'Internal error' }],
  ])('tries again after a fault of the service with status %i and body %j', (status, body) => {
    expect(fault(status, body)).toMatchObject({ code: 'provider_unavailable', nextStep: 'retry' })
  })

  it.each([
    [403, 'Incorrect credentials!', 'denied'],
    [403, [{ ErrorCode: 403, Exception: 'Incorrect credentials!' }], 'denied'],
    [403, '', 'denied'],
    [401, 'Unauthorized', 'stop'],
  ])('takes status %i with %j for refused keys', (status, body, nextStep) => {
    expect(fault(status, body, { type: 'text/html' })).toMatchObject({
      code: 'credentials_rejected',
      nextStep,
    })
  })

  it('takes another refusal of one list for what it is once the keys have worked', () => {
    const body = { ErrorCode: 403, Exception: 'No access to suppliers.' }
    expect(fault(403, body, { haveKeysWorked: true })).toMatchObject({
      code: 'provider_refused',
      message: 'Cin7 refused the request: No access to suppliers.',
    })
    expect(fault(403, 'Incorrect credentials!', { haveKeysWorked: true }).code).toBe('credentials_rejected')
  })

  it.each([
    [200, html, 'application/json'],
    [200, `\n ${html}`, 'text/html'],
    [200, 'Welcome to the hotel network', 'text/plain'],
    [302, '', 'text/html'],
    [307, '', 'text/html'],
    [404, 'not found', 'text/plain'],
    [403, html, 'text/html'],
    [511, html, 'text/html'],
  ])('says that something other than Cin7 answered: %i %j', (status, body, type) => {
    expect(fault(status, body, { type })).toMatchObject({ code: 'not_the_provider' })
    expect(fault(status, body, { type }).message).toContain('cin7.test')
  })

  it.each(['{"Total":1,"Prod', '', '   '])('tries again after the broken answer “%s”', (body) => {
    expect(fault(200, body)).toMatchObject({ code: 'provider_changed', nextStep: 'retry' })
  })

  it.each([
    [
      400,
      [
        { ErrorCode: 400, Exception: 'Name is required' },
        { ErrorCode: 400, Exception: 'SKU is required' },
      ],
    ],
    [
      200,
      [
        { ErrorCode: 400, Exception: 'Name is required' },
        { ErrorCode: 400, Exception: 'SKU is required' },
      ],
    ],
    [405, 'Name is required SKU is required'],
  ])('repeats the service’s words for a refusal with status %i, without trying again', (status, body) => {
    expect(fault(status, body)).toMatchObject({
      code: 'provider_refused',
      nextStep: 'stop',
      message: 'Cin7 refused the request: Name is required SKU is required',
    })
  })

  it('never shows keys, control marks or more than 300 characters of the service’s words', () => {
    const echo = `bad\u0000 header\n my-key \u202e${'x'.repeat(1_000)}`
    const { message } = fault(400, { ErrorCode: 400, Exception: echo })
    expect(message).toMatch(/^Cin7 refused the request: bad header … x+$/)
    expect(message.length).toBeLessThan(340)
  })
})

describe('faultOfConnection', () => {
  it.each([
    ['unreachable', 'offline', 'retry'],
    ['timed_out', 'timed_out', 'retry'],
    ['cut', 'provider_unavailable', 'retry'],
    ['certificate', 'certificate_untrusted', 'stop'],
    ['redirected', 'not_the_provider', 'stop'],
    ['too_large', 'provider_changed', 'stop'],
  ] satisfies [HttpFaultKind, string, string][])('says what %s means', (kind, code, nextStep) => {
    const found = faultOfConnection(new HttpFault(kind, 'detail'), 'cin7.test')
    expect(found).toMatchObject({ code, nextStep })
    expect(found.message).toMatch(/cin7\.test.*\. .*\.$/)
  })

  it('names who issued a certificate that is not trusted, as harmless text', () => {
    const cause = Object.assign(new Error('net::ERR_CERT_AUTHORITY_INVALID'), {
      issuer: 'Cafe\u202e\n Portal',
    })
    const fault = new HttpFault('certificate', 'detail', { cause })
    expect(faultOfConnection(fault, 'cin7.test').message).toMatch(/certificate, issued by “Cafe.*Portal”, is/)
  })
})
