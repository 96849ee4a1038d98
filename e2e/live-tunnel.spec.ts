import { access, readdir, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { isAlive, processesWith } from '../electron/testing/processes'
import { madeUpToken } from '../electron/testing/stand-in-cloudflared'
import { expectAccessible } from './accessible'
import { answerDialogs } from './answer-dialogs'
import { test as appTest } from './app-test'
import type { RunningApp } from './launch'
import { test } from './live-test'
import { goLive, openLive, untilLive } from './live-tour'
import { Frame } from './pages/frame'
import { LiveSection } from './pages/live-section'

const noAutomation = (window: Page) => window.getByText('This Cin7 account cannot send live updates')

test('an account without the Automation module is told so once, and syncs go on', async ({
  startLive,
  simulator,
  tunnel,
}) => {
  simulator.behaviour.automation = false
  const first = await startLive()
  const { frame, section } = await openLive(first, simulator)
  await section.switch.click()
  await expect(section.state).toContainText('This Cin7 account has no Automation module')
  await expect(noAutomation(first.window)).toHaveCount(1)
  await expectAccessible(first.window)
  await frame.syncButton.click()
  await frame.untilUpToDate()
  await first.window.getByRole('button', { name: 'Dismiss' }).click()
  await expect(noAutomation(first.window)).toBeHidden()
  await first.close()

  const second = await startLive()
  await new Frame(second.window).open('Settings')
  await expect(new LiveSection(second.window).state).toContainText('no Automation module')
  await expect(noAutomation(second.window)).toBeHidden()
  expect(tunnel.state()).toBeNull()
})

appTest(
  'without the tunnel program it is offered, and said what works without it',
  async ({ start, simulator }) => {
    const app = await start({ PATH: await withoutCloudflared() })
    const { frame, section } = await openLive(app, simulator)
    await section.switch.click()
    await expect(section.state).toContainText('The tunnel program is missing.')
    await expect(section.state).toContainText('Until then everything is read every 15 min, as before.')
    await expect(section.fetchButton).toBeEnabled()
    await expect(frame.statusBar).toContainText('Next sync')
    await expectAccessible(app.window)

    await answerDialogs(app, true)
    await section.programPath.fill('/opt/no such folder/cloudflared')
    await section.programPath.press('Enter')
    await expect(section.state).toContainText('The tunnel program that is set below cannot be used.')
    await expect(section.programPath).toHaveAccessibleDescription(
      /“\/opt\/no such folder\/cloudflared”, is not there/,
    )
    await expect(section.fetchButton).toBeHidden()
  },
)

for (const ignoresTerm of [false, true]) {
  const which = ignoresTerm ? 'one that does not end when asked to' : 'one that ends when asked to'
  test(`quitting ends the tunnel program, ${which}`, async ({ startLive, simulator, tunnel, profile }) => {
    tunnel.control({ ignoresTerm })
    const app = await startLive()
    await goLive(app, simulator)
    await app.close()
    expect(processesWith(tunnel.path)).toEqual([])
    expect(await logs(profile)).not.toContain('did not stop in time')
  })
}

test('the tunnel program ends with an app that is killed, and the next start is live again', async ({
  startLive,
  simulator,
  tunnel,
}) => {
  const first = await startLive()
  await goLive(first, simulator)
  const { pid } = tunnel.state()!
  const ids = simulator.webhooks.map(({ ID }) => ID)
  first.electron.process().kill('SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)

  const second = await startLive()
  await new Frame(second.window).open('Settings')
  await untilLive(new LiveSection(second.window))
  expect(tunnel.state()).toMatchObject({ starts: 2, overlapped: false })
  expect(simulator.webhooks.map(({ ID }) => ID)).toEqual(ids)
})

test('a named tunnel works with a token that nobody sees, also after a restart', async ({
  startLive,
  simulator,
  tunnel,
  profile,
}) => {
  const secret = 'a-secret-that-nobody-else-may-see'
  const token = madeUpToken(secret)
  tunnel.control({ host: 'shop.example.com' })
  const first = await startLive()
  const { section } = await openLive(first, simulator)
  await section.tunnel('Named').check()
  await section.hostName.fill('shop.example.com')
  await section.hostName.press('Enter')
  await section.switch.click()
  await expect(section.state).toContainText('The named tunnel lacks its token.')
  await section.token.fill(token)
  await section.keepToken.click()
  await expect(section.replaceToken).toBeVisible()
  await expect(section.target).toHaveText(/^http:\/\/127\.0\.0\.1:\d+$/)
  tunnel.control({ service: (await section.target.textContent()) ?? '' })
  await untilLive(section)
  await expect(section.region).toContainText('https://shop.example.com')
  expect(tunnel.state()).toMatchObject({ mode: 'named', hasToken: true })
  await expectAccessible(first.window)
  expect(processesWith(tunnel.path)).not.toEqual([])
  await expectNowhere([token, secret], first, profile)
  await first.close()

  const second = await startLive()
  await new Frame(second.window).open('Settings')
  const again = new LiveSection(second.window)
  await untilLive(again)
  await expect(again.replaceToken).toBeVisible()
  expect(tunnel.state()).toMatchObject({ starts: 2, mode: 'named', hasToken: true })
  await expectNowhere([token, secret], second, profile)
})

/** In no process's command line, in no file and not in the window. */
async function expectNowhere(
  secrets: string[],
  { window, output }: RunningApp,
  profile: string,
): Promise<void> {
  const page = await window.content()
  const fields = await window
    .locator('input')
    .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value))
  const files = await filesOf(profile)
  expect(files.size).toBeGreaterThan(0)
  for (const secret of secrets) {
    expect(processesWith(secret)).toEqual([])
    expect(page + fields.join('\n') + output()).not.toContain(secret)
    expect([...files].filter(([, bytes]) => bytes.includes(secret)).map(([name]) => name)).toEqual([])
  }
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  // Chromium's own files come and go while they are read.
  const read = await Promise.all(paths.map((path) => readFile(path).catch(() => null)))
  return new Map(paths.flatMap((path, index) => (read[index] ? [[path, read[index]] as const] : [])))
}

async function logs(profile: string): Promise<string> {
  const files = [...(await filesOf(join(profile, 'logs'))).values()]
  expect(files).not.toEqual([])
  return files.join('\n')
}

async function withoutCloudflared(): Promise<string> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const has = await Promise.all(
    folders.map((folder) =>
      access(join(folder, 'cloudflared')).then(
        () => true,
        () => false,
      ),
    ),
  )
  return folders.filter((_, index) => !has[index]).join(delimiter)
}
