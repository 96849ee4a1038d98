import { spawn } from 'node:child_process'
import { expect, type Page } from '@playwright/test'
import { test } from './app-test'
import { chromiumFlags, projectFolder, type RunningApp } from './launch'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'"

test.describe("the app's own scheme", () => {
  test('sends the policy with everything it serves, also with what it does not have', async ({ start }) => {
    const { electron, window } = await start()
    const script = await window.locator('script[src]').first().getAttribute('src')
    const style = await window.locator('link[rel=stylesheet]').first().getAttribute('href')
    for (const [path, status, type] of [
      ['/', 200, 'text/html'],
      [script, 200, 'text/javascript'],
      [style, 200, 'text/css'],
      ['/nothing.js', 404, 'text/plain'],
    ] as const) {
      const answer = await ask({ electron }, new URL(path ?? '', 'app://shelfwatch/').href)
      expect(answer).toMatchObject({ status, policy, sniff: 'nosniff' })
      expect(answer.type).toContain(type)
    }
  })

  test('serves nothing from outside of its folder', async ({ start }) => {
    const { electron } = await start()
    for (const address of [
      'app://shelfwatch/../main/main.js',
      'app://shelfwatch/%2e%2e/main/main.js',
      'app://shelfwatch/..%2fmain%2fmain.js',
      'app://shelfwatch/..%252fmain%252fmain.js',
      'app://shelfwatch/..%5cmain%5cmain.js',
      'app://shelfwatch/assets/..%2f..%2fmain%2fmain.js',
      'app://shelfwatch/%2fetc%2fhosts.html',
      'app://shelfwatch/index.html%00.js',
      'app://shelfwatch/package.json',
      'app://elsewhere/index.html',
    ]) {
      expect((await ask({ electron }, address)).status, address).toBe(404)
    }
  })
})

test.describe('the window', () => {
  test('has the preferences of a page that is not trusted', async ({ start }) => {
    const { electron } = await start()
    const preferences = await electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      return contents.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  test('has no Node and a bridge of two functions', async ({ start }) => {
    const { window } = await start()
    const reach = await window.evaluate(() => {
      const page = window as unknown as Record<string, unknown>
      const bridge = page.shelfwatch as Record<string, unknown>
      return {
        node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer'].filter(
          (name) => name in page,
        ),
        bridge: Object.fromEntries(Object.keys(bridge).map((name) => [name, typeof bridge[name]])),
        isFixed: Object.isFrozen(bridge),
      }
    })
    expect(reach).toEqual({ node: [], bridge: { call: 'function', subscribe: 'function' }, isFixed: true })
  })

  test('goes nowhere else and opens nothing', async ({ start }) => {
    const { electron, window: page } = await start()
    const opened = await page.evaluate(() => [window.open('https://evil.example/'), window.open('')])
    expect(opened).toEqual([null, null])
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: 'https://evil.example/', id: 'away' })
      const frame = Object.assign(document.createElement('iframe'), { src: 'https://evil.example/' })
      document.body.append(link, frame)
      link.click()
    })
    await page.evaluate(() => window.location.assign('data:text/html,away'))
    await page.evaluate(() => window.location.assign('file:///etc/hosts'))
    expect(await page.evaluate(() => document.getElementById('away') !== null)).toBe(true)
    expect(page.url()).toMatch(/^app:\/\/shelfwatch\//)
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(framesElsewhere(page)).toEqual([])
  })

  test('hands only known addresses to the browser', async ({ start }) => {
    const { electron, window: page } = await start()
    await electron.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async (address) => void opened.push(address)
    })
    await page.evaluate(() => {
      window.open('https://help.core.cin7.com/hc')
      window.open('https://help.core.cin7.com.evil.example/')
      window.open('file:///etc/hosts')
    })
    const opened = () => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    await expect.poll(opened).toEqual(['https://help.core.cin7.com/hc'])
  })

  test('is given no permission', async ({ start }) => {
    const { window } = await start()
    const answers = await window.evaluate(async () => {
      const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error))
      const camera = await navigator.mediaDevices.getUserMedia({ video: true }).catch(nameOf)
      const screen = await navigator.mediaDevices.getDisplayMedia({ video: true }).catch(nameOf)
      const clipboard = await navigator.clipboard.readText().catch(nameOf)
      const place = await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(resolve, ({ code }) => resolve(code)),
      )
      return { camera, screen, clipboard, place, notices: await Notification.requestPermission() }
    })
    expect(answers).toMatchObject({ clipboard: 'NotAllowedError', place: 1, notices: 'denied' })
    expect([answers.camera, answers.screen]).not.toContainEqual(expect.objectContaining({ active: true }))
  })

  test('runs no text as code and reaches no network', async ({ start, simulator }) => {
    const { window } = await start()
    const outcome = await window.evaluate(async (address) => {
      const attempt = async (work: () => unknown) => {
        try {
          await work()
          return 'worked'
        } catch {
          return 'refused'
        }
      }
      const inline = Object.assign(document.createElement('img'), { src: 'x' })
      return {
        markup: await attempt(() => {
          document.createElement('div').innerHTML = '<b>text</b>'
        }),
        handler: await attempt(() => inline.setAttribute('onerror', 'window.ran = true')),
        fetch: await attempt(() => fetch(address)),
        ran: 'ran' in window,
      }
    }, simulator.url)
    expect(outcome).toEqual({ markup: 'refused', handler: 'refused', fetch: 'refused', ran: false })
    expect(simulator.calls).toEqual([])
  })
})

test.describe('calls', () => {
  test('are answered by name only, and only with fitting input', async ({ start }) => {
    const { window } = await start()
    const codes = await window.evaluate(async () => {
      const { shelfwatch } = window as unknown as {
        shelfwatch: { call(...input: unknown[]): Promise<unknown> }
      }
      const inputs: [unknown, unknown][] = [
        ['sync.everything', {}],
        ['constructor', {}],
        ['__proto__', {}],
        [{ toString: 'app.status' }, {}],
        ['sync.start', undefined],
        ['sync.start', { connectionId: 'x' }],
        ['settings.set', { theme: 'pink' }],
        ['app.dismissNotice', { id: 'x'.repeat(2_000_000) }],
        ['app.status', []],
      ]
      const replies = await Promise.all(inputs.map(([name, input]) => shelfwatch.call(name, input)))
      return replies.map((reply) => (reply as { error?: { code: string } }).error?.code)
    })
    expect(codes).toEqual(Array.from({ length: 9 }, () => 'invalid_input'))
  })

  test('of any other page are refused', async ({ start }) => {
    const { electron } = await start()
    const reply = await electron.evaluate(async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload } })
      await other.loadURL('app://shelfwatch/')
      const answer: unknown = await other.webContents.executeJavaScript(`shelfwatch.call('app.status', {})`)
      other.destroy()
      return answer
    }, `${projectFolder}/out/preload/preload.cjs`)
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  })
})

test('a second start raises the window of the first and ends', async ({ start, profile }) => {
  const { electron } = await start()
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const program = await electron.evaluate(() => process.execPath)
  const second = spawn(program, [projectFolder, ...chromiumFlags()], {
    env: { ...process.env, SHELFWATCH_DATA_DIR: profile },
    stdio: 'ignore',
  })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  const isVisible = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isVisible).toBe(true)
})

/** Asks the scheme from the main process: the page itself may not fetch anything. */
function ask({ electron }: Pick<RunningApp, 'electron'>, address: string) {
  return electron.evaluate(async ({ net }, url) => {
    const { status, headers } = await net.fetch(url)
    return {
      status,
      type: headers.get('content-type'),
      policy: headers.get('content-security-policy'),
      sniff: headers.get('x-content-type-options'),
    }
  }, address)
}

function framesElsewhere(window: Page): string[] {
  return window
    .frames()
    .map((frame) => frame.url())
    .filter((url) => /^(https?|file|data):/.test(url))
}
