import { join } from 'node:path'
import { untilAborted } from '../lib/until-aborted'
import type { Clock, Fetch, Log, Programs, Random } from '../ports'
import { ProgramRecord } from './program-record'
import { type RunDeps, type RunEnd, runProgram } from './program-run'
import { ProtocolTurn } from './protocol-turn'
import { isSameState, isSameWish } from './same-wish'
import { StartPacing } from './start-pacing'
import { type ProblemKind, tunnelProblem } from './tunnel-problem'
import type { Tunnel, TunnelState, TunnelWish } from './tunnel-state'
import { type TunnelTimes, tunnelTimes } from './tunnel-times'

export interface TunnelDeps {
  clock: Clock
  fetch: Fetch
  log: Log
  programs: Programs
  random: Random
  /** This app's own environment, of which the program gets little. */
  environment: NodeJS.ProcessEnv
  /** The data folder. */
  folder: string
  onChange(state: TunnelState): void
  times?: TunnelTimes
}

/** How long until the next start; `ms` null: no other start with this wish. */
interface Pause {
  kind: ProblemKind
  ms: number | null
  /** By `check`. */
  mayEndEarly: boolean
}

/** A tunnel of Cloudflare's program `cloudflared`, which is started again whenever it ends or nothing gets through. */
export class CloudflaredTunnel implements Tunnel {
  readonly #deps: TunnelDeps & RunDeps
  readonly #pacing: StartPacing
  #state: TunnelState = { stage: 'closed' }
  #wish: TunnelWish | null = null
  #ending = new AbortController()
  #restart = new AbortController()
  #soon = new AbortController()
  /** Of one wish after the other. */
  #work: Promise<void> = Promise.resolve()

  constructor({ times = tunnelTimes, ...deps }: TunnelDeps) {
    const path = join(deps.folder, 'tunnel-program.json')
    const record = new ProgramRecord({ ...deps, path, endMs: times.endMs })
    this.#deps = { ...deps, times, record, configPath: join(deps.folder, 'tunnel-program.yml') }
    this.#pacing = new StartPacing(deps.clock, deps.random)
  }

  get state(): TunnelState {
    return this.#state
  }

  open(wish: TunnelWish): void {
    if (this.#wish && isSameWish(this.#wish, wish)) return
    this.#ending.abort()
    this.#ending = new AbortController()
    const { signal } = this.#ending
    this.#wish = wish
    this.#pacing.asked()
    if (wish.token) this.#deps.log.hide(wish.token.reveal())
    this.#tell({ stage: 'starting' })
    this.#work = this.#work.then(() => this.#keepOpen(wish, signal))
  }

  restart(why: string): void {
    if (this.#state.stage !== 'connected') return
    this.#deps.log.warn('tunnel is opened again', { why })
    this.#restart.abort()
  }

  check(): void {
    this.#soon.abort()
    this.#soon = new AbortController()
  }

  async close(): Promise<void> {
    this.#wish = null
    this.#ending.abort()
    await this.#work
    if (this.#wish === null) this.#tell({ stage: 'closed' })
  }

  /** Resolves when the signal is aborted, and nothing is left of it. */
  async #keepOpen(wish: TunnelWish, signal: AbortSignal): Promise<void> {
    const turn = new ProtocolTurn()
    try {
      await this.#deps.record.reap()
      for (;;) {
        await this.#untilAllowed(wish, signal)
        this.#tell({ stage: 'starting' })
        const pause = await this.#once(wish, turn, signal)
        if (pause) await this.#wait(pause, wish, signal)
      }
    } catch (error) {
      if (!signal.aborted) this.#deps.log.error('tunnel given up', { error })
    }
  }

  async #once(wish: TunnelWish, turn: ProtocolTurn, signal: AbortSignal): Promise<Pause | null> {
    try {
      const unfit = await this.#whyUnfit(wish)
      signal.throwIfAborted()
      if (unfit) return this.#later(unfit)
      return this.#afterRun(await this.#run(wish, turn, signal), wish, turn)
    } catch (error) {
      signal.throwIfAborted()
      this.#deps.log.warn('tunnel program cannot be started', { error })
      return this.#again('notStarted')
    }
  }

  async #whyUnfit({ program, digest }: TunnelWish): Promise<ProblemKind | null> {
    const file = await this.#deps.programs.inspect(program, digest !== null)
    if (file.state !== 'usable') return file.state
    return digest === null || file.digest === digest.toLowerCase() ? null : 'wrongDigest'
  }

  #run(wish: TunnelWish, turn: ProtocolTurn, signal: AbortSignal): Promise<RunEnd> {
    this.#restart = new AbortController()
    const tell = (state: TunnelState) => {
      if (!signal.aborted) this.#tell(state)
    }
    return runProgram(this.#deps, {
      wish,
      protocol: turn.current,
      signal,
      restart: this.#restart.signal,
      soon: () => this.#soon.signal,
      onStarted: () => this.#pacing.started(),
      onHost: (host) => tell({ stage: 'addressKnown', host }),
      onConnected: (host, protocol) => {
        if (this.#state.stage !== 'connected') this.#pacing.connected()
        turn.connected()
        tell({ stage: 'connected', host, protocol })
      },
    })
  }

  /** null: at once. */
  #afterRun({ how, hadHost, wasConnected, log }: RunEnd, wish: TunnelWish, turn: ProtocolTurn): Pause | null {
    if (!wasConnected) {
      if (log.hasFound('refused') && !hadHost)
        return { kind: 'refused', ms: this.#pacing.refused(), mayEndEarly: false }
      if (log.hasFound('serviceAway')) return this.#again('neverConnected')
      if (log.hasFound('tokenMalformed')) return { kind: 'tokenMalformed', ms: null, mayEndEarly: false }
      if (log.hasFound('tokenRefused')) return this.#later('tokenRefused')
      if (log.hasFound('otherVersion')) return this.#later('otherVersion')
    }
    if (how === 'neverConnected') return turn.failed() ? null : this.#later('neverConnected')
    if (how === 'restart' && wish.mode === 'named' && log.hasFound('nobodyListens'))
      return this.#again('nobodyListens')
    return this.#again(how)
  }

  #later(kind: ProblemKind): Pause {
    return { kind, ms: this.#deps.times.retryMs, mayEndEarly: true }
  }

  #again(kind: ProblemKind): Pause {
    return { kind, ms: this.#pacing.ended(), mayEndEarly: true }
  }

  async #wait({ kind, ms, mayEndEarly }: Pause, wish: TunnelWish, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (ms === null) {
      this.#tellDown(kind, wish, null)
      return untilAborted(new Promise<never>(() => {}), signal)
    }
    this.#tellDown(kind, wish, Math.max(ms, this.#pacing.untilAllowedMs()))
    try {
      await this.#deps.clock.sleep(ms, mayEndEarly ? AbortSignal.any([signal, this.#soon.signal]) : signal)
    } catch {
      signal.throwIfAborted()
    }
  }

  async #untilAllowed(wish: TunnelWish, signal: AbortSignal): Promise<void> {
    const ms = this.#pacing.untilAllowedMs()
    signal.throwIfAborted()
    if (ms === 0) return
    if (this.#state.stage !== 'down') this.#tellDown('tooManyStarts', wish, ms)
    await this.#deps.clock.sleep(ms, signal)
  }

  #tellDown(kind: ProblemKind, wish: TunnelWish, ms: number | null): void {
    this.#deps.log.warn('tunnel down', { problem: kind, forMs: ms })
    const retryAt = ms === null ? null : this.#deps.clock.now() + ms
    this.#tell({ stage: 'down', problem: tunnelProblem(kind, wish), retryAt })
  }

  #tell(state: TunnelState): void {
    if (isSameState(this.#state, state)) return
    this.#state = state
    this.#deps.onChange(state)
  }
}
