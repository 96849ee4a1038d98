import { describe, expect, it } from 'vitest'
import { isSecretName, Redactor } from './redactor'

const key = '5f0c8a3e-1b2d+4c5f/9a0b'

describe('Redactor', () => {
  it.each([
    ['as it is', key],
    ['in upper case', key.toUpperCase()],
    ['as base64', Buffer.from(key).toString('base64')],
    ['as base64url', Buffer.from(key).toString('base64url')],
    ['as hex', Buffer.from(key).toString('hex')],
    ['in an address', encodeURIComponent(key)],
  ])('hides a known value %s', (_form, text) => {
    const redactor = new Redactor()
    redactor.hide('another-value')
    redactor.hide(key)
    expect(redactor.clean(`before ${text} after`)).toMatch(/^before \[hidden\]=* after$/)
  })

  it('leaves other text alone, also when a short value is to be hidden', () => {
    const redactor = new Redactor()
    expect(redactor.clean('a sentence')).toBe('a sentence')
    redactor.hide('a')
    redactor.hide(key)
    expect(redactor.clean('a sentence')).toBe('a sentence')
  })
})

it('knows the names of fields that hold secrets', () => {
  const secret = [
    'Authorization',
    'api-auth-applicationkey',
    'accountId',
    'applicationKey',
    'set-cookie',
    'key',
  ]
  expect(secret.filter((name) => !isSecretName(name))).toEqual([])
  expect(['runId', 'keyId', 'message', 'monkey', 'code'].filter(isSecretName)).toEqual([])
})
