import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import BetterSqlite3 from 'better-sqlite3'
import { test } from './app-test'
import { chromiumFlags, projectFolder } from './launch'
import { ConnectPage } from './pages/connect-page'
import { untrustedCertificate } from './untrusted-certificate'

test.describe('the window', () => {
  test('comes back in the size and place it was closed in', async ({ start }) => {
    const first = await start()
    const bounds = { x: 140, y: 90, width: 1100, height: 760 }
    const read = ({ BrowserWindow }: typeof import('electron')) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds()
    await first.electron.evaluate(
      ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place),
      bounds,
    )
    await expect.poll(() => first.electron.evaluate(read)).toEqual(bounds)
    await first.close()

    const second = await start()
    await expect.poll(() => second.electron.evaluate(read)).toEqual(bounds)
  })

  test('cannot be made too small', async ({ start }) => {
    const { electron } = await start()
    const size = await electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(100, 100)
      return window?.getContentSize()
    })
    expect(size?.[0]).toBeGreaterThanOrEqual(960)
    expect(size?.[1]).toBeGreaterThanOrEqual(640)
  })

  test('comes up again by itself when its page crashes, and keeps no memory dump', async ({ profile }) => {
    // Not driven by Playwright, which holds up the page that follows a crashed one.
    const { code, printed } = await runWith('crash-page.cjs', { SHELFWATCH_DATA_DIR: profile })
    expect(printed.again).toContain('Connect to Cin7 Core')
    expect(code).toBe(0)
    const left = await readdir(profile, { recursive: true })
    expect(left.filter((name) => name.endsWith('.dmp'))).toEqual([])
  })
})

test('closing the window ends the program', async ({ start }) => {
  const { electron, output } = await start()
  const ended = new Promise((resolve) => electron.process().once('exit', resolve))
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toBe(0)
  expect(output()).not.toContain('did not stop in time')
})

test('closing the window while the program starts ends it', async ({ profile }) => {
  const { code, log } = await runWith('close-at-once.cjs', { SHELFWATCH_DATA_DIR: profile })
  expect(code).toBe(0)
  expect(log).toContain('"stopped"')
  expect(log).not.toContain('"error"')
})

test('data of a newer version is left as it is, with a sentence', async ({ start, profile }) => {
  const first = await start()
  await first.window.getByRole('form').waitFor()
  await first.close()
  const file = join(profile, 'shelfwatch.db')
  const database = new BetterSqlite3(file)
  database.pragma('user_version = 9999')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  const before = await digest(file)

  const { code, printed } = await runWith('print-error-boxes.cjs', { SHELFWATCH_DATA_DIR: profile })
  expect(code).toBe(1)
  expect(printed).toMatchObject({
    title: 'Shelfwatch cannot start',
    content: expect.stringMatching(/newer/i),
  })
  expect(await digest(file)).toBe(before)
})

test('a data folder that cannot be made is told before anything starts', async ({ profile }) => {
  const file = join(profile, 'a-file')
  await writeFile(file, '')
  const { code, printed } = await runWith('print-error-boxes.cjs', {
    SHELFWATCH_DATA_DIR: join(file, 'data'),
  })
  expect(code).toBe(1)
  expect(printed.content).toMatch(/cannot write to its data folder/)
})

test('an API address that is not safe is refused before anything starts', async ({ profile }) => {
  const { code, printed } = await runWith('print-error-boxes.cjs', {
    SHELFWATCH_DATA_DIR: profile,
    SHELFWATCH_CIN7_URL: 'http://cin7.example/',
  })
  expect(code).toBe(1)
  expect(printed.content).toMatch(/SHELFWATCH_CIN7_URL.*https/)
})

test('a certificate that is not trusted is refused, and its issuer named', async ({ start, simulator }) => {
  const asked: string[] = []
  const site = createServer(untrustedCertificate, (request, response) => {
    asked.push(request.url ?? '')
    response.end('{}')
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { window } = await start()
  const connect = new ConnectPage(window)
  await connect.useApiAddress(`https://127.0.0.1:${(site.address() as AddressInfo).port}/`)
  await connect.connect(simulator.credentials)
  await expect(connect.alert).toContainText('issued by “Corner Cafe”', { timeout: 30_000 })
  expect(asked).toEqual([])
  site.close()
})

/** Runs the app to its end with a script of this folder loaded into it. Returns what the script printed. */
async function runWith(script: string, env: Record<string, string>) {
  const program = createRequire(import.meta.url)('electron') as unknown as string
  const child = spawn(
    program,
    ['-r', join(projectFolder, 'e2e', script), projectFolder, ...chromiumFlags()],
    {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  let output = ''
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString('utf8')
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  const line = output.split('\n').find((text) => /^\{"(title|again)"/.test(text))
  return { code, log: output, printed: JSON.parse(line ?? '{}') as Record<string, string> }
}

async function digest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}
