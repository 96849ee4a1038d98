import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect } from '@playwright/test'
import { SyncRun } from '../shared/domain/sync-run'
import { test } from './app-test'
import { chromiumFlags } from './launch'
import { PackedApp, packedProgram } from './packed-app'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { TodayPage } from './pages/today-page'

test.describe('the packed app', () => {
  test('opens, stores the sample shop, and ignores the switches of development', async ({
    profile,
    simulator,
  }) => {
    test.skip(process.platform === 'darwin', 'macOS gives no way to move the profile of a packed app')
    const ignored = await mkdtemp(join(profile, 'ignored-'))
    const app = await PackedApp.start(profile, {
      SHELFWATCH_DATA_DIR: ignored,
      SHELFWATCH_CIN7_URL: simulator.url,
    })
    try {
      await new ConnectPage(app.window).sampleButton.click()
      await new Frame(app.window).untilUpToDate()
      await expect(new TodayPage(app.window).figure('Out of stock')).toBeVisible()
      expect(app.window.url()).not.toContain('file:')
    } finally {
      await app.close()
    }
    expect(await readdir(ignored)).toEqual([])
    expect(await readdir(profile)).toContain('Shelfwatch')
    expect(simulator.calls).toEqual([])
  })

  test('syncs once without a window', async ({ profile }) => {
    test.skip(process.platform === 'darwin', 'macOS gives no way to move the profile of a packed app')
    const app = await PackedApp.start(profile, {})
    try {
      await new ConnectPage(app.window).sampleButton.click()
      await new Frame(app.window).untilUpToDate()
    } finally {
      await app.close()
    }
    const { status, stdout } = spawnSync(packedProgram(), [...chromiumFlags(), '--sync-once', '--json'], {
      env: { ...process.env, XDG_CONFIG_HOME: profile, LOCALAPPDATA: profile },
      encoding: 'utf8',
      timeout: 40_000,
    })
    expect(SyncRun.parse(JSON.parse(stdout))).toMatchObject({ status: 'success', trigger: 'manual' })
    expect(status).toBe(0)
  })

  test('has the fuses of a release', async () => {
    const fuses = await getCurrentFuseWire(packedProgram())
    const states = Object.fromEntries(
      Object.entries(FuseV1Options)
        .filter(([name]) => Number.isNaN(Number(name)))
        .map(([name, index]) => [name, String.fromCharCode(fuses[index as FuseV1Options] ?? 0) === '1']),
    )
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    })
  })

  test('cannot be used as a plain Node', () => {
    const { stdout } = spawnSync(packedProgram(), ['-e', 'console.log("ran as Node")'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '', WAYLAND_DISPLAY: '' },
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect(stdout).not.toContain('ran as Node')
  })
})
