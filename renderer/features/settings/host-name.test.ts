import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Settings } from '../../../shared/domain/settings'
import { hostNameMistake } from './host-name'

describe('the mistakes in a host name', () => {
  it.each([
    'live.example.com',
    'LIVE.example.com',
    'a.b',
    '7-eleven.example.co.nz',
    'xn--bcher-kva.example',
    `${'a'.repeat(63)}.example.com`,
  ])('are none in %s', (name) => {
    expect(hostNameMistake(name)).toBeNull()
  })

  it.each([
    ['https://live.example.com', /without https/],
    ['live.example.com/hooks', /without a path/],
    ['someone@example.com', /Only the host name/],
    ['live.example.com:443', /without a port/],
    ['192.168.0.4', /numbers/],
    ['::1', /port|numbers/],
    ['localhost', /has a dot/],
    ['live example.com', /without spaces/],
    ['live_1.example.com', /Only letters/],
    ['bücher.example', /Only letters/],
    ['-live.example.com', /starts and ends/],
    ['live..example.com', /starts and ends/],
    ['live.example.com.', /starts and ends/],
    [`${'a'.repeat(64)}.example.com`, /63/],
    [`${'a.'.repeat(127)}com`, /253/],
  ])('are told of %s', (name, words) => {
    expect(hostNameMistake(name)).toMatch(words)
  })

  it('are told of every name that the settings would refuse', () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.\-_:/ ]{0,30}$/), fc.domain(), fc.ipV4())
    fc.assert(
      fc.property(typed, (name) => {
        fc.pre(hostNameMistake(name) === null)
        expect(Settings.shape.tunnelHost.safeParse(name).success).toBe(true)
      }),
      { seed: 7, numRuns: 2_000 },
    )
  })
})
