import type { Tunnel, TunnelState } from './tunnel/tunnel-state'

/**
 * What the app needs from outside, in its own words. Real ones live in `platform/`, fakes in
 * `testing/`. Everything that waits takes an `AbortSignal` and rejects with its reason.
 */

export interface Clock {
  /** Wall-clock time, epoch ms. May jump. */
  now(): number
  /** Ms since some fixed start. Never jumps backwards; for durations and pacing. */
  monotonic(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The part of the Fetch standard that is used, so that Electron's `net.fetch` and Node's both fit. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * The operating system's keychain. Every failure is an `AppError` with one of `keychain_locked`,
 * `keychain_missing`, `keychain_timed_out`, `keychain_unloadable`.
 */
export interface Keychain {
  /** null: the keychain answers and holds no such entry. Never null for a locked keychain. */
  read(name: string): Promise<string | null>
  write(name: string, value: string): Promise<void>
  remove(name: string): Promise<void>
}

export interface Random {
  bytes(length: number): Buffer
  uuid(): string
  /** In [0, 1). For jitter only. */
  fraction(): number
}

export type LogFields = Record<string, unknown>

/** Sentences and ids, never credentials, bodies or names of people. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  child(area: string): Log
  /** From now on this value is never written, in any usual form: as it is, as base64, hex or part of an address. */
  hide(value: string): void
}

/** A local stand-in for Cin7 Core with a sample shop, for "Try with sample data". */
export interface SampleService {
  /** Starts it when it is not running. The same seed gives the same shop every time. */
  start(): Promise<{ apiUrl: string; accountId: string; applicationKey: string }>
  stop(): Promise<void>
}

/** Asks the user where to save a file. null: they chose not to. */
export type ChooseFile = (suggestedName: string) => Promise<string | null>

/** Asks the user, outside the window. false: they said no, or nothing. */
export type Confirm = (question: { message: string; detail: string; yes: string }) => Promise<boolean>

export interface Notice {
  /** Plain text; control characters are gone from it. */
  title: string
  /** Plain text, lines apart. */
  body: string
  onClick(): void
  /** The system did not take it. */
  onFailed(): void
}

/** Notices outside the window. Whether the system lets anybody see them is its own business. */
export interface Notifier {
  isSupported(): boolean
  show(notice: Notice): void
  /** A notice was clicked that an earlier run of the program had shown. */
  onOldClick(listener: () => void): void
}

/** How a program came to its end; both null: the system did not tell. */
export interface ProgramEnd {
  code: number | null
  signal: string | null
}

export interface ProgramStart {
  /** Absolute. */
  path: string
  args: readonly string[]
  /** All of it: nothing is added. */
  env: Record<string, string>
  /** Given whole lines of what it prints, cut where they are very long. */
  onLine(line: string): void
}

export interface RunningProgram {
  readonly pid: number
  /** Resolves when it is gone and all its lines were told. Never rejects. */
  readonly exited: Promise<ProgramEnd>
  kill(signal: ProgramSignal): void
}

export type ProgramSignal = 'SIGTERM' | 'SIGKILL'

/** What the system tells about a process, so that its number alone is not taken for it. */
export interface ProcessFacts {
  /** Comparable only with itself, also after the computer was restarted. */
  startedAt: string
  /** With its arguments. */
  command: string
}

/** Other programs on this computer. */
export interface Programs {
  /** Where it can, it ends the program when this app is gone, however that came. Rejects when it cannot be started. */
  start(start: ProgramStart): Promise<RunningProgram>
  /** `digest`: SHA-256, hexadecimal; null: it was not asked for. */
  inspect(path: string, withDigest: boolean): Promise<ProgramFile>
  /** null: there is no such process, or the system does not tell. */
  describe(pid: number): Promise<ProcessFacts | null>
  kill(pid: number, signal: ProgramSignal): void
  /** A port on 127.0.0.1 that nobody listens at. */
  freePort(): Promise<number>
}

export type ProgramFile = { state: 'missing' | 'notExecutable' } | { state: 'usable'; digest: string | null }

export interface Ports {
  chooseFile: ChooseFile
  clock: Clock
  confirm: Confirm
  /** A tunnel that leads to this computer, not open yet. Told of each of its states. */
  createTunnel(onChange: (state: TunnelState) => void): Tunnel
  fetch: Fetch
  keychain: Keychain
  notifier: Notifier
  random: Random
  log: Log
}
