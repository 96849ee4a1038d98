import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { RunningApp } from './launch'

const size = { width: 1440, height: 900 }

/** Pictures of the window, each in light and in dark. */
export class Screenshots {
  readonly taken: string[] = []
  readonly #app: RunningApp
  readonly #folder: string

  constructor(app: RunningApp, folder: string) {
    this.#app = app
    this.#folder = resolve(folder)
  }

  async take(name: string): Promise<void> {
    const { window } = this.#app
    await mkdir(this.#folder, { recursive: true })
    await this.#fixSize()
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const path = join(this.#folder, `${name}-${colorScheme}.png`)
      await window.screenshot({ path, animations: 'disabled', caret: 'hide' })
    }
    this.taken.push(name)
  }

  async #fixSize(): Promise<void> {
    await this.#app.electron.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    }, size)
    await this.#app.window.waitForFunction(({ width }) => window.innerWidth === width, size)
  }
}
