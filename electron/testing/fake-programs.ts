import type {
  Fetch,
  ProcessFacts,
  ProgramEnd,
  ProgramFile,
  ProgramSignal,
  ProgramStart,
  Programs,
} from '../ports'
import type { FakeClock } from './fake-clock'

/** A tunnel program that does what a test says. */
export class FakeProgram {
  readonly pid: number
  readonly startedAt: number
  readonly started: ProgramStart
  readonly exited: Promise<ProgramEnd>
  readonly signals: ProgramSignal[] = []
  /** What its page tells; null: no address yet. */
  host: string | null = null
  isReady = false
  ignoresTerm = false
  isAlive = true
  readonly #clock: FakeClock
  #resolve: (end: ProgramEnd) => void = () => {}

  constructor(clock: FakeClock, pid: number, started: ProgramStart) {
    this.#clock = clock
    this.pid = pid
    this.startedAt = clock.monotonic()
    this.started = started
    this.exited = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  /** What follows a flag on its command line. */
  option(flag: string): string | undefined {
    return this.started.args[this.started.args.indexOf(flag) + 1]
  }

  connect(host: string): void {
    this.host = host
    this.isReady = true
  }

  say(...lines: string[]): void {
    for (const line of lines) this.started.onLine(line)
  }

  exit(code: number): void {
    this.isAlive = false
    this.#resolve({ code, signal: null })
  }

  /** A killed one is gone a little later. */
  kill(signal: ProgramSignal): void {
    this.signals.push(signal)
    if (signal === 'SIGKILL') void this.#clock.sleep(20).then(() => this.#end(signal))
    else if (!this.ignoresTerm) this.#end(signal)
  }

  #end(signal: ProgramSignal): void {
    this.isAlive = false
    this.#resolve({ code: null, signal })
  }
}

/** Programs that only a test knows, and the pages that they serve. */
export class FakePrograms implements Programs {
  readonly all: FakeProgram[] = []
  /** Of the file that is asked for. */
  file: ProgramFile = { state: 'usable', digest: null }
  /** What each does when it starts. */
  onStart: (program: FakeProgram) => void = () => {}
  /** Processes that were there before. */
  readonly others = new Map<number, ProcessFacts>()
  readonly killed: { pid: number; signal: ProgramSignal }[] = []
  /** Two were running at one time. */
  hasOverlapped = false
  readonly #clock: FakeClock
  #port = 40_000

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  get last(): FakeProgram {
    const last = this.all.at(-1)
    if (!last) throw new Error('no program was started')
    return last
  }

  async start(start: ProgramStart): Promise<FakeProgram> {
    if (this.all.some(({ isAlive }) => isAlive)) this.hasOverlapped = true
    const program = new FakeProgram(this.#clock, 1_000 + this.all.length, start)
    this.all.push(program)
    this.onStart(program)
    return program
  }

  async inspect(_path: string, withDigest: boolean): Promise<ProgramFile> {
    return this.file.state === 'usable' && !withDigest ? { ...this.file, digest: null } : this.file
  }

  async describe(pid: number): Promise<ProcessFacts | null> {
    return this.others.get(pid) ?? null
  }

  kill(pid: number, signal: ProgramSignal): void {
    this.killed.push({ pid, signal })
    this.others.delete(pid)
  }

  async freePort(): Promise<number> {
    this.#port += 1
    return this.#port
  }

  /** Reaches the page of the program that listens there. */
  readonly fetch: Fetch = async (url) => {
    const { host, pathname } = new URL(url)
    const program = this.all.find((one) => one.isAlive && one.option('--metrics') === host)
    if (!program) throw new TypeError('fetch failed')
    if (pathname === '/quicktunnel') return Response.json({ hostname: program.host ?? '' })
    const status = program.isReady ? 200 : 503
    return Response.json({ status, readyConnections: program.isReady ? 1 : 0 }, { status })
  }
}
