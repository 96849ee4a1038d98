import { writeFileSync } from 'node:fs'
import type { Clock, Fetch, Log, Programs, RunningProgram } from '../ports'
import { type ProtocolChoice, programArguments, programEnvironment } from './program-call'
import { ProgramLog } from './program-log'
import { ProgramPage } from './program-page'
import type { ProgramRecord } from './program-record'
import type { TunnelProtocol, TunnelWish } from './tunnel-state'
import { MISSES_ALLOWED, type TunnelTimes } from './tunnel-times'

export interface RunDeps {
  clock: Clock
  fetch: Fetch
  log: Log
  programs: Programs
  record: ProgramRecord
  /** This app's own environment. */
  environment: NodeJS.ProcessEnv
  /** Where the program's configuration is written: none. */
  configPath: string
  times: TunnelTimes
}

export interface Run {
  wish: TunnelWish
  protocol: ProtocolChoice
  /** Ends it for good: rejects with its reason. */
  signal: AbortSignal
  /** Ends it, to be started again. */
  restart: AbortSignal
  /** A wait for the next look at its health ends with it. */
  soon(): AbortSignal
  onStarted(): void
  onHost(host: string): void
  /** Told at each look, too. */
  onConnected(host: string, protocol: TunnelProtocol | null): void
}

export interface RunEnd {
  how: 'exited' | 'neverConnected' | 'lost' | 'restart'
  hadHost: boolean
  wasConnected: boolean
  log: Pick<ProgramLog, 'hasFound'>
}

/** Runs the program once, until it ends or has to be ended. Then none of it is left. */
export async function runProgram(deps: RunDeps, run: Run): Promise<RunEnd> {
  const { wish, protocol, signal } = run
  const metricsPort = await deps.programs.freePort()
  writeFileSync(deps.configPath, '{}\n')
  signal.throwIfAborted()
  const log = new ProgramLog(deps.log, deps.clock)
  run.onStarted()
  const program = await deps.programs.start({
    path: wish.program,
    args: programArguments(wish, { metricsPort, protocol, configPath: deps.configPath }),
    env: programEnvironment(deps.environment, wish),
    onLine: (line) => log.take(line),
  })
  deps.log.info('tunnel program started', { pid: program.pid, protocol, mode: wish.mode })
  const gone = new AbortController()
  const exited = program.exited.then((end) => {
    deps.log.info('tunnel program ended', { ...end })
    gone.abort()
  })
  try {
    await deps.record.write(program.pid, wish.program)
    const page = new ProgramPage(deps, metricsPort, deps.times.answerMs)
    return await new Watch(deps, run, page, log).untilEnd(gone.signal)
  } finally {
    await endProgram(deps, program, gone.signal)
    await exited
    deps.record.clear()
    log.end()
  }
}

/** Asks it to end, and kills it when it does not. */
async function endProgram(
  { clock, log, times }: RunDeps,
  program: RunningProgram,
  gone: AbortSignal,
): Promise<void> {
  if (gone.aborted) return
  program.kill('SIGTERM')
  await clock.sleep(times.endMs, gone).catch(() => {})
  if (gone.aborted) return
  log.warn('tunnel program does not end when asked to and is killed', { pid: program.pid })
  program.kill('SIGKILL')
}

/** Looks at how the program is. */
class Watch {
  readonly #deps: RunDeps
  readonly #run: Run
  readonly #page: ProgramPage
  readonly #log: ProgramLog
  #host: string | null
  #wasConnected = false

  constructor(deps: RunDeps, run: Run, page: ProgramPage, log: ProgramLog) {
    this.#deps = deps
    this.#run = run
    this.#page = page
    this.#log = log
    this.#host = run.wish.hostName
  }

  async untilEnd(gone: AbortSignal): Promise<RunEnd> {
    const how = await this.#how(gone)
    return { how, hadHost: this.#host !== null, wasConnected: this.#wasConnected, log: this.#log }
  }

  async #how(gone: AbortSignal): Promise<RunEnd['how']> {
    const { signal, restart } = this.#run
    const end = AbortSignal.any([signal, gone, restart])
    try {
      if (this.#host !== null) this.#run.onHost(this.#host)
      if (!(await this.#untilConnected(end))) return 'neverConnected'
      await this.#untilLost(end)
      return 'lost'
    } catch (error) {
      signal.throwIfAborted()
      if (gone.aborted) return 'exited'
      if (restart.aborted) return 'restart'
      throw error
    }
  }

  /** Returns whether it is. */
  async #untilConnected(end: AbortSignal): Promise<boolean> {
    const { clock, times } = this.#deps
    const dueAt = clock.monotonic() + times.connectMs
    while (clock.monotonic() < dueAt) {
      if (await this.#looksConnected(end)) return true
      await clock.sleep(Math.min(times.lookMs, Math.max(0, dueAt - clock.monotonic())), end)
    }
    return false
  }

  async #looksConnected(end: AbortSignal): Promise<boolean> {
    if (this.#host === null) {
      this.#host = await this.#page.host(end)
      if (this.#host === null) return false
      this.#run.onHost(this.#host)
    }
    if (!(await this.#page.isReady(end))) return false
    this.#wasConnected = true
    this.#run.onConnected(this.#host, this.#log.protocol)
    return true
  }

  async #untilLost(end: AbortSignal): Promise<void> {
    const { clock, times } = this.#deps
    let lookedAt = clock.monotonic()
    for (let misses = 0; misses < MISSES_ALLOWED; ) {
      await this.#sleep(Math.max(0, lookedAt + times.healthMs - clock.monotonic()), end)
      lookedAt = clock.monotonic()
      misses = (await this.#looksConnected(end)) ? 0 : misses + 1
    }
  }

  async #sleep(ms: number, end: AbortSignal): Promise<void> {
    try {
      await this.#deps.clock.sleep(ms, AbortSignal.any([end, this.#run.soon()]))
    } catch {
      end.throwIfAborted()
    }
  }
}
