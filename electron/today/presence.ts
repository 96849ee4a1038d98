import { z } from 'zod'
import type { Clock, Log } from '../ports'
import type { SettingsStore } from '../settings/settings-store'

const KEY = 'window.lastSeen'
/** A program that is killed forgets no more of the user's presence than this. */
const NOTE_EVERY_MS = 5 * 60_000

interface Deps {
  settings: Pick<SettingsStore, 'readValue' | 'writeValue'>
  clock: Clock
  log: Log
  stopping: AbortSignal
}

/** Whether the window is on screen, and until when it was before that. */
export class Presence {
  readonly #deps: Deps
  #since: number | null
  #visit: AbortController | null = null

  constructor(deps: Deps) {
    this.#deps = deps
    this.#since = deps.settings.readValue(KEY, z.number())
  }

  /** When the window was last on screen before it came, epoch ms; null: it never was. */
  get since(): number | null {
    return this.#since
  }

  /** The window is on screen. */
  came(): void {
    if (this.#visit) return
    this.#since = this.#deps.settings.readValue(KEY, z.number())
    this.#visit = new AbortController()
    void this.#noteUntil(AbortSignal.any([this.#visit.signal, this.#deps.stopping]))
  }

  /** Something changed that the window shows at once: whoever has it on screen was not away for that. */
  saw(): void {
    if (this.#visit) this.#note()
  }

  /** It no longer is: closed or hidden. */
  left(): void {
    if (!this.#visit) return
    this.#visit.abort()
    this.#visit = null
    this.#note()
  }

  async #noteUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#note()
      await this.#deps.clock.sleep(NOTE_EVERY_MS, signal).catch(() => {})
    }
  }

  #note(): void {
    const { settings, clock, log } = this.#deps
    try {
      settings.writeValue(KEY, clock.now())
    } catch (error) {
      log.warn('presence not noted', { error })
    }
  }
}
