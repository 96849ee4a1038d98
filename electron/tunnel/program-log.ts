import type { Clock, Log } from '../ports'
import { type Finding, readProgramLine } from './program-line'
import type { TunnelProtocol } from './tunnel-state'

const WINDOW_MS = 60_000
const LINES_IN_A_WINDOW = 60

/** Writes what the program prints into the log, no more than so many lines a minute, and keeps what it tells. */
export class ProgramLog {
  readonly #log: Log
  readonly #clock: Clock
  readonly #found = new Set<Finding['kind']>()
  #windowFrom = Number.NEGATIVE_INFINITY
  #written = 0
  #leftOut = 0
  #protocol: TunnelProtocol | null = null

  constructor(log: Log, clock: Clock) {
    this.#log = log
    this.#clock = clock
  }

  /** The one by which it last connected, as it says itself. */
  get protocol(): TunnelProtocol | null {
    return this.#protocol
  }

  hasFound(kind: Finding['kind']): boolean {
    return this.#found.has(kind)
  }

  take(line: string): void {
    const { text, isTrouble, finding } = readProgramLine(line)
    if (finding) this.#found.add(finding.kind)
    if (finding?.kind === 'protocol') this.#protocol = finding.protocol
    if (this.#clock.monotonic() - this.#windowFrom >= WINDOW_MS) this.#openWindow()
    if (this.#written >= LINES_IN_A_WINDOW) {
      this.#leftOut += 1
      return
    }
    this.#written += 1
    this.#log[isTrouble ? 'warn' : 'info']('program says', { text })
  }

  /** No more comes. */
  end(): void {
    this.#tellLeftOut()
  }

  #openWindow(): void {
    this.#tellLeftOut()
    this.#windowFrom = this.#clock.monotonic()
    this.#written = 0
  }

  #tellLeftOut(): void {
    if (this.#leftOut > 0) this.#log.warn('program said more than is written', { lines: this.#leftOut })
    this.#leftOut = 0
  }
}
