import { describe, expect, it } from 'vitest'
import { isAppError } from '../shared/errors'
import { readConfig } from './config'

function problemOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env, false)
  } catch (error) {
    if (isAppError(error, 'invalid_input')) return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

const nothing = { dataDir: null, cin7Url: null, cloudflaredPath: null, devServerUrl: null }

describe('readConfig', () => {
  it('changes nothing when nothing is set', () => {
    expect(readConfig({ PATH: '/bin' }, false)).toEqual(nothing)
  })

  it('takes an empty variable as not set', () => {
    expect(readConfig({ SHELFWATCH_DATA_DIR: '', SHELFWATCH_CIN7_URL: '' }, false)).toMatchObject({
      dataDir: null,
      cin7Url: null,
    })
  })

  it('takes all of them in an unpackaged build', () => {
    const env = {
      SHELFWATCH_DATA_DIR: '/profiles/one',
      SHELFWATCH_CIN7_URL: 'https://cin7.example/ExternalApi/v2',
      SHELFWATCH_CLOUDFLARED: '/tools/cloudflared',
      ELECTRON_RENDERER_URL: 'http://localhost:5173',
    }
    expect(readConfig(env, false)).toEqual({
      dataDir: '/profiles/one',
      cin7Url: 'https://cin7.example/ExternalApi/v2/',
      cloudflaredPath: '/tools/cloudflared',
      devServerUrl: 'http://localhost:5173',
    })
  })

  it('ignores all of them in a packaged build, even wrong ones', () => {
    const env = {
      SHELFWATCH_DATA_DIR: '/profiles/one',
      SHELFWATCH_CIN7_URL: 'ftp://elsewhere.example',
      SHELFWATCH_CLOUDFLARED: '/tools/cloudflared',
      ELECTRON_RENDERER_URL: 'http://localhost:5173',
    }
    expect(readConfig(env, true)).toEqual(nothing)
  })

  it.each(['http://127.0.0.1:4100/', 'http://localhost:4100/', 'http://[::1]:4100/'])(
    'accepts plain http on this computer: %s',
    (url) => expect(readConfig({ SHELFWATCH_CIN7_URL: url }, false).cin7Url).toBe(url),
  )

  it.each(['http://cin7.example/', 'http://127.0.0.1.example/', 'not an address', 'file:///etc/passwd'])(
    'refuses %s and names the variable',
    (url) =>
      expect(problemOf({ SHELFWATCH_CIN7_URL: url })).toMatch(/^SHELFWATCH_CIN7_URL: The API address /),
  )

  it('knows every address of this computer, for the API and the UI alike', () => {
    const url = 'http://127.0.0.2:4100/'
    expect(readConfig({ SHELFWATCH_CIN7_URL: url, ELECTRON_RENDERER_URL: url }, false)).toMatchObject({
      cin7Url: url,
      devServerUrl: url,
    })
  })

  it('loads the UI from nowhere but this computer', () => {
    expect(problemOf({ ELECTRON_RENDERER_URL: 'http://ui.example/' })).toMatch(/^ELECTRON_RENDERER_URL: /)
  })

  it('refuses a relative profile folder', () => {
    expect(problemOf({ SHELFWATCH_DATA_DIR: 'profiles/one' })).toBe(
      'SHELFWATCH_DATA_DIR: must be an absolute path',
    )
  })
})
