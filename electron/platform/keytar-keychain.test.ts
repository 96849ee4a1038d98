import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { KeytarKeychain } from './keytar-keychain'
import type { KeyringState } from './secret-service'

const silent = () => new Promise<never>(() => undefined)

/** A native part that answers as told, and a keyring in the given state. */
function aKeychain(options: {
  get?: () => Promise<string | null>
  state?: KeyringState
  load?: () => never
  isUnattended?: boolean
}) {
  const clock = new FakeClock()
  const calls: string[] = []
  const keytar = {
    getPassword: (_service: string, name: string) => {
      calls.push(`get ${name}`)
      return options.get?.() ?? Promise.resolve(null)
    },
    setPassword: async (_service: string, name: string) => void calls.push(`set ${name}`),
    deletePassword: () => Promise.resolve(false),
  }
  const keychain = new KeytarKeychain({
    service: 'Test',
    clock,
    load: options.load ?? (() => keytar),
    keyringState: async () => options.state ?? 'unlocked',
    isUnattended: options.isUnattended ?? false,
  })
  return { keychain, clock, calls }
}

describe('KeytarKeychain', () => {
  it('believes that an entry is missing only from an open keyring', async () => {
    expect(await aKeychain({ state: 'unlocked' }).keychain.read('a')).toBeNull()
    for (const [state, code] of [
      ['locked', 'keychain_locked'],
      ['unknown', 'keychain_locked'],
      ['none', 'keychain_missing'],
    ] as const) {
      await expect(aKeychain({ state }).keychain.read('a')).rejects.toMatchObject({ code })
      await expect(aKeychain({ state }).keychain.remove('a')).rejects.toMatchObject({ code })
    }
  })

  it('does not ask a locked keyring when nobody is there to open it', async () => {
    const { keychain, calls } = aKeychain({ state: 'locked', get: silent, isUnattended: true })
    await expect(keychain.read('a')).rejects.toMatchObject({ code: 'keychain_locked' })
    expect(calls).toEqual([])
    const open = aKeychain({ get: async () => 'value', isUnattended: true })
    expect(await open.keychain.read('a')).toBe('value')
  })

  it.each([
    ['Prompt was dismissed', 'unknown', 'keychain_locked'],
    ['User interaction is not allowed.', 'unlocked', 'keychain_locked'],
    ['anything', 'locked', 'keychain_locked'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'none', 'keychain_missing'],
    ['The name is not provided by any service', 'unknown', 'keychain_missing'],
  ] as const)('sorts "%s" from a keyring that is %s as %s', async (words, state, code) => {
    const { keychain } = aKeychain({ get: () => Promise.reject(new Error(words)), state })
    await expect(keychain.read('a')).rejects.toMatchObject({ code })
  })

  it.each([
    ['locked', 'keychain_locked'],
    ['unlocked', 'keychain_timed_out'],
  ] as const)('gives up before ten seconds on a silent keyring that is %s', async (state, code) => {
    const { keychain, clock } = aKeychain({ get: silent, state })
    const answer = expect(keychain.read('a')).rejects.toMatchObject({ code })
    await clock.advance(9_999)
    await answer
  })

  it('asks nothing more while an earlier question is open, and goes on once it is answered', async () => {
    let unlock = (_value: string) => {}
    const get = () => new Promise<string>((resolve) => (unlock = resolve))
    const { keychain, clock, calls } = aKeychain({ get })
    const first = expect(keychain.read('a')).rejects.toMatchObject({ code: 'keychain_timed_out' })
    const second = expect(keychain.write('b', 'given up')).rejects.toMatchObject({
      code: 'keychain_timed_out',
    })
    await clock.advance(10_000)
    await Promise.all([first, second])
    expect(calls).toEqual(['get a'])
    expect(keychain.isWaiting).toBe(true)
    unlock('value')
    await keychain.write('c', 'value')
    expect(calls).toEqual(['get a', 'set c'])
    expect(keychain.isWaiting).toBe(false)
  })

  it('says so when the native part cannot be loaded', async () => {
    const load = () => {
      throw new Error('invalid ELF header')
    }
    await expect(aKeychain({ load }).keychain.read('a')).rejects.toMatchObject({
      code: 'keychain_unloadable',
    })
  })
})
