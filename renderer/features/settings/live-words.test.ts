import { describe, expect, it } from 'vitest'
import type { LiveHook, LiveStatus } from '../../../shared/domain/live'
import { aLiveStatus } from '../../../shared/testing/a-live-status'
import { formatTime } from '../../lib/format'
import { describeDeliveries } from './live-figures'
import { describeLive, describeRegistered, formatMegabytes, hookState, shortId } from './live-words'

const now = new Date(2026, 10, 24, 9, 41).getTime()
const settings = { syncAutomatically: true, syncIntervalMinutes: 15, tunnelHost: '' }
const floor = 'Until then everything is read every 15 min, as before.'

function said(changes: Partial<LiveStatus>, changedSettings: Partial<typeof settings> = {}) {
  const { sentence, detail } = describeLive(aLiveStatus(changes), { ...settings, ...changedSettings }, now)
  return [sentence, detail]
}

describe('the state of live updates in words', () => {
  it('says while they are off what is read anyway', () => {
    expect(said({ stage: 'off' })).toEqual(['Off: everything is read every 15 min.', ''])
    expect(said({ stage: 'off' }, { syncAutomatically: false })[0]).toBe('Off: figures change when you sync.')
  })

  it('says which program is missing, and what works without', () => {
    const [sentence, detail] = said({ stage: 'needsProgram', program: null })
    expect(sentence).toBe('The tunnel program is missing.')
    expect(detail).toContain('cloudflared')
    expect(detail).toContain(floor)
    expect(said({ stage: 'needsProgram', programProblem: 'It is no program.' })[0]).toBe(
      'The tunnel program that is set below cannot be used.',
    )
  })

  it('says what a named tunnel lacks', () => {
    const host = { tunnelHost: 'live.example.com' }
    expect(said({ stage: 'needsToken' })[0]).toBe('The named tunnel lacks its host name and its token.')
    expect(said({ stage: 'needsToken' }, host)[0]).toBe('The named tunnel lacks its token.')
    expect(said({ stage: 'needsToken', hasToken: true })[0]).toBe('The named tunnel lacks its host name.')
  })

  it.each([
    ['starting', 'Starting the tunnel…'],
    ['addressKnown', 'The tunnel has its address and is connecting…'],
    ['connected', 'The tunnel is connected. Trying whether deliveries get through…'],
    ['verified', 'Deliveries get through. Subscribing to changes at Cin7…'],
  ] as const)('says how far it is while %s, and what works until then', (stage, sentence) => {
    expect(said({ stage })).toEqual([sentence, floor])
  })

  it('says since when they are live, and by which protocol when that is known', () => {
    const since = now - 60 * 60_000
    expect(said({ since })[0]).toBe(`Live since today ${formatTime(since)}, over QUIC`)
    expect(said({ since, protocol: 'http2' })[0]).toBe(`Live since today ${formatTime(since)}, over HTTP/2`)
    expect(said({ since, protocol: null })[0]).toBe(`Live since today ${formatTime(since)}`)
  })

  it('says of an account without the Automation module that there is nothing to do', () => {
    expect(said({ stage: 'unavailable' })).toEqual([
      'This Cin7 account has no Automation module, so Cin7 cannot tell of changes.',
      'The usual syncs go on. There is nothing to do.',
    ])
  })

  it('says what is wrong when they are down, when they are tried again and what works until then', () => {
    const problem = { code: 'tunnel_unavailable' as const, message: 'The tunnel was refused.' }
    const retryAt = now + 60_000
    expect(said({ stage: 'down', problem, retryAt })).toEqual([
      'The tunnel was refused.',
      `Next try ${formatTime(retryAt)}. ${floor}`,
    ])
    expect(said({ stage: 'down', problem })[1]).toBe(floor)
  })

  it('shows marks that would turn the text around', () => {
    const problem = { code: 'tunnel_unavailable' as const, message: 'no\u202egood' }
    expect(said({ stage: 'down', problem })[0]).toBe('no\ufffdgood')
  })
})

const hook: LiveHook = {
  type: 'Product/Updated',
  externalId: 'b1f0c3de-1111-4222-8333-0242ac120002',
  isActive: true,
  problem: null,
  checkedAt: now,
}

describe('subscriptions in words', () => {
  it('tells active, switched off, refused and not yet apart', () => {
    expect(hookState(hook, true)).toBe('active')
    expect(hookState(hook, false)).toBe('idle')
    expect(hookState({ ...hook, isActive: false }, true)).toBe('off')
    const none = { ...hook, externalId: null, isActive: false }
    expect(hookState({ ...none, problem: { code: 'provider_refused', message: 'No.' } }, true)).toBe(
      'refused',
    )
    expect(hookState(none, true)).toBe('waiting')
  })

  it('counts those that are active', () => {
    const time = formatTime(now)
    expect(describeRegistered({ hooks: [hook, hook] }, now)).toBe(
      `All 2 subscriptions are active · looked at ${time}`,
    )
    expect(describeRegistered({ hooks: [hook, { ...hook, isActive: false }] }, now)).toBe(
      `1 of 2 subscriptions are active · looked at ${time}`,
    )
    expect(describeRegistered({ hooks: [] }, now)).toContain('There is no subscription.')
  })

  it('shorten a long id and leave a short one', () => {
    expect(shortId('b1f0c3de-1111-4222-8333-0242ac120002')).toBe('b1f0c3de…0002')
    expect(shortId('4711')).toBe('4711')
  })
})

describe('the figures of deliveries in words', () => {
  const values = (changes: Partial<LiveStatus['deliveries']>) =>
    Object.fromEntries(
      describeDeliveries({ ...aLiveStatus().deliveries, ...changes }, now).map(({ label, value }) => [
        label,
        value,
      ]),
    )

  it('say of what was not measured that it is not known, never 0', () => {
    expect(values({})).toEqual({
      Received: '0',
      Used: '0',
      Waiting: '0',
      'Put aside': '0',
      'Success rate': 'Not known yet',
      'Half shown within': 'Not known yet',
      '95 of 100 shown within': 'Not known yet',
      'Last delivery': 'None yet',
    })
  })

  it('say how many came, how many were used and how fast', () => {
    const last = { at: now, delayMs: 40 }
    expect(
      values({
        received: 1204,
        processed: 1200,
        pending: 1,
        quarantined: 3,
        successRate: 0.9975,
        delayP50: 38,
        delayP95: 412,
        last,
      }),
    ).toEqual({
      Received: '1,204',
      Used: '1,200',
      Waiting: '1',
      'Put aside': '3',
      'Success rate': '99.8%',
      'Half shown within': '38 ms',
      '95 of 100 shown within': '0.4 s',
      'Last delivery': `Today ${formatTime(now)}`,
    })
  })

  it('count the bytes of the tunnel program in megabytes', () => {
    expect(formatMegabytes(12_440_000)).toBe('12.4 MB')
  })
})
