import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { FakeClock } from '../testing/fake-clock'
import { createLogger } from './logger'
import { Redactor } from './redactor'
import { Secret } from './secret'

function aLogger() {
  const lines: string[] = []
  const write = (_level: string, line: string) => void lines.push(line)
  const log = createLogger({ clock: new FakeClock({ now: 0 }), redactor: new Redactor(), write })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> }
}

describe('createLogger', () => {
  it('writes one JSON object a line, with time, level, area and fields', () => {
    const { log, lines, last } = aLogger()
    log.child('sync').info('run\nfinished', { pages: 4, nested: { a: [1n, null] } })
    expect(lines.join('')).not.toContain('\n')
    expect(last()).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      area: 'sync',
      message: 'run\nfinished',
      pages: 4,
      nested: { a: ['1', null] },
    })
  })

  it('keeps the code, stack and causes of an error', () => {
    const { log, last } = aLogger()
    log.error('failed', {
      error: new AppError('offline', 'No connection.', { cause: new Error('net::ERR') }),
    })
    expect(last()).toMatchObject({
      error: {
        code: 'offline',
        stack: expect.stringContaining('No connection.'),
        cause: { stack: expect.stringContaining('net::ERR') },
      },
    })
  })

  it('hides secrets by name, by type and by value, in the sentence, in fields and in errors', () => {
    const { log, lines } = aLogger()
    log.child('keys').hide('s3cret-value')
    const error = new Error('refused s3cret-value', { cause: new Error('s3cret-value') })
    log.warn('has s3cret-value', {
      error,
      headers: { 'api-auth-accountid': 'one-hidden', accept: 's3cret-value' },
      key: 'two-hidden',
      held: new Secret('three-hidden'),
      bytes: Buffer.from('four-hidden'),
    })
    expect(lines.join('')).not.toMatch(/s3cret|one-hid|two-hid|three-hid|four-hid/)
  })

  it('copes with endless and huge values', () => {
    const { log, lines } = aLogger()
    const endless: Record<string, unknown> = {}
    endless.self = endless
    log.info('odd', {
      endless,
      text: 'x'.repeat(1_000_000),
      list: Array.from({ length: 100_000 }, () => 'item'),
    })
    expect(lines.join('').length).toBeLessThan(10_000)
  })
})
