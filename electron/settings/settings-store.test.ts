import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defaultSettings } from '../../shared/defaults'
import type { Database } from '../db/database'
import { openTestDatabase } from '../testing/test-database'
import { SettingsStore } from './settings-store'

const Bounds = z.object({ width: z.number(), height: z.number() })

describe('SettingsStore', () => {
  let db: Database
  let store: SettingsStore

  beforeEach(() => {
    db = openTestDatabase()
    store = new SettingsStore({ db })
  })

  afterEach(() => db.close())

  it('has the defaults at first', () => {
    expect(store.read()).toEqual(defaultSettings)
  })

  it('changes only what is named and keeps it', () => {
    expect(store.change({ theme: 'dark' })).toEqual({ ...defaultSettings, theme: 'dark' })
    store.change({ density: 'compact', theme: undefined })
    expect(new SettingsStore({ db }).read()).toEqual({
      ...defaultSettings,
      theme: 'dark',
      density: 'compact',
    })
  })

  it.each(['"purple"', '{"a":', '', 'null', '[1,2]'])(
    'falls back to the default for a stored value of %s, and keeps the others',
    (text) => {
      store.change({ theme: 'dark', density: 'compact' })
      db.sqlite.prepare("UPDATE settings SET value = ? WHERE key = 'theme'").run(text)
      expect(store.read()).toEqual({ ...defaultSettings, density: 'compact' })
    },
  )

  it('keeps other small values under their own keys', () => {
    store.writeValue('window.bounds', { width: 800, height: 600 })
    store.writeValue('window.bounds', { width: 900, height: 600 })
    expect(store.readValue('window.bounds', Bounds)).toEqual({ width: 900, height: 600 })
    expect(store.readValue('window.other', Bounds)).toBeNull()
    expect(store.readValue('window.bounds', z.string())).toBeNull()
    expect(store.read()).toEqual(defaultSettings)
  })
})
