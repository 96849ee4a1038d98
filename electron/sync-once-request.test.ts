import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLockData, readSyncRequest } from './sync-once-request'

const program = ['/opt/shelfwatch/shelfwatch']

describe('the command line', () => {
  it('opens the window unless a single sync is asked for', () => {
    expect(readSyncRequest(program)).toBeNull()
    expect(readSyncRequest([...program, '--quick', '--json'])).toBeNull()
  })

  it('asks for a full sync in words, for a quick one with --quick, and for JSON with --json', () => {
    expect(readSyncRequest([...program, '--sync-once'])).toEqual({ kind: 'full', isJson: false })
    expect(readSyncRequest([...program, '--quick', '--sync-once'])).toEqual({ kind: 'quick', isJson: false })
    expect(readSyncRequest([...program, '--sync-once', '--json'])).toEqual({ kind: 'full', isJson: true })
  })

  it('passes over the switches of Chromium and Node, and the folder of the app', () => {
    const others = ['-r', 'script.cjs', '/apps/shelfwatch', '--no-sandbox', '--remote-debugging-port=0']
    expect(readSyncRequest([...program, ...others, '--sync-once', '--lang', 'en'])).toEqual({
      kind: 'full',
      isJson: false,
    })
  })

  it('is read whatever else stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (others) => {
        expect(readSyncRequest([...program, '--sync-once', ...others])).not.toBeNull()
      }),
      { seed: 1 },
    )
  })
})

describe('a second start', () => {
  it('tells the running Shelfwatch what to sync', () => {
    expect(readLockData({ syncOnce: 'full' })).toBe('full')
    expect(readLockData({ syncOnce: 'quick' })).toBe('quick')
  })

  it('wants nothing while it waits for the running one to end', () => {
    expect(readLockData({ isWaiting: true })).toBeNull()
  })

  it('asks for the window in every other case', () => {
    for (const data of [{}, null, undefined, 'full', { syncOnce: 'pages' }]) {
      expect(readLockData(data)).toBe('window')
    }
  })
})
