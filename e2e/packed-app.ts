import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromiumFlags, projectFolder } from './launch'

const places: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['linux-unpacked', 'shelfwatch'],
  win32: ['win-unpacked', 'Shelfwatch.exe'],
  darwin: ['mac', 'Shelfwatch.app', 'Contents', 'MacOS', 'Shelfwatch'],
}

/** What `npm run dist:dir` made. */
export function packedProgram(): string {
  const program = join(projectFolder, 'dist', ...(places[process.platform] ?? []))
  if (!existsSync(program)) throw new Error('There is no packed app; make one with `npm run dist:dir`')
  return program
}

/** A packed app, running. Its fuses keep Playwright's usual way in shut, so the window is driven as a web page. */
export class PackedApp {
  readonly window: Page
  readonly #browser: Browser
  readonly #process: ChildProcess

  private constructor(child: ChildProcess, browser: Browser, window: Page) {
    this.#process = child
    this.#browser = browser
    this.window = window
  }

  /** `configFolder` is where the system keeps the profiles of apps. */
  static async start(configFolder: string, env: Record<string, string>): Promise<PackedApp> {
    const child = spawn(packedProgram(), [...chromiumFlags(), '--remote-debugging-port=0'], {
      env: { ...process.env, XDG_CONFIG_HOME: configFolder, LOCALAPPDATA: configFolder, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    try {
      const browser = await chromium.connectOverCDP(await debuggingAddress(child))
      const [context] = browser.contexts()
      if (!context) throw new Error('The packed app has no window')
      const window = context.pages()[0] ?? (await context.waitForEvent('page'))
      return new PackedApp(child, browser, window)
    } catch (error) {
      child.kill()
      throw error
    }
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    await this.#browser.close()
    if (this.#process.exitCode === null) {
      this.#process.kill()
      await ended
    }
  }
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = ''
    child.stderr?.on('data', (part: Buffer) => {
      written += part.toString('utf8')
      const found = /DevTools listening on (ws:\S+)/.exec(written)?.[1]
      if (found) resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The packed app ended with ${code}: ${written}`)))
  })
}
