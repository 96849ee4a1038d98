import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import type { Readable } from 'node:stream'
import { fileDigest } from '../lib/file-digest'
import { WholeLines } from '../lib/whole-lines'
import type { ProgramEnd, ProgramFile, ProgramStart, Programs, RunningProgram } from '../ports'
import { readProcessFacts } from './process-facts'
import { systemClock } from './system-clock'

const MAX_LINE_LENGTH = 4_000
const LAST_LINES_MS = 500

/**
 * A shell that becomes the program, so that process number, signals and exit code are the program's own. Before, it leaves a
 * guard behind that waits at the other end of a pipe of ours. A line from there says that the program has ended; the end of
 * the pipe that this app has, and then the guard ends the program.
 */
const GUARD = `
{
  trap '' HUP INT TERM
  if read -r _; then exit; fi
  kill -TERM $$
  for _ in 1 2 3; do
    sleep 1
    kill -0 $$ || exit
  done
  kill -KILL $$
} <&3 3<&- >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-
`

/** Programs of the operating system, through Node. */
export const systemPrograms: Programs = {
  start,
  inspect,
  describe: readProcessFacts,
  kill(pid, signal) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  },
  async freePort() {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    return port
  },
}

async function start({ path, args, env, onLine }: ProgramStart): Promise<RunningProgram> {
  const isGuarded = process.platform !== 'win32'
  const child = isGuarded
    ? spawn('/bin/sh', ['-c', GUARD, 'sh', path, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
    : spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  const exited = endOf(child, onLine)
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error('started, but without a process number')
  return { pid, exited, kill: (signal) => void child.kill(signal) }
}

function endOf(child: ChildProcess, onLine: (line: string) => void): Promise<ProgramEnd> {
  for (const output of [child.stdout, child.stderr]) if (output) readLines(output, onLine)
  return new Promise((resolve) => {
    child.on('error', () => resolve({ code: null, signal: null }))
    child.on('close', (code, signal) => resolve({ code, signal }))
    child.on('exit', (code, signal) => {
      dismissGuard(child)
      // What it started itself may hold its output open for ever.
      void systemClock.sleep(LAST_LINES_MS).then(() => resolve({ code, signal }))
    })
  })
}

function readLines(output: Readable, onLine: (line: string) => void): void {
  const lines = new WholeLines(onLine, MAX_LINE_LENGTH)
  output.setEncoding('utf8')
  output.on('data', (text: string) => lines.take(text))
  output.on('end', () => lines.end())
}

function dismissGuard(child: ChildProcess): void {
  const guard = child.stdio[3]
  if (!guard || !('end' in guard)) return
  // The guard may be gone already.
  guard.on('error', () => {})
  guard.end('ended\n')
}

async function inspect(path: string, withDigest: boolean): Promise<ProgramFile> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) return { state: 'missing' }
  const isExecutable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isExecutable) return { state: 'notExecutable' }
  return { state: 'usable', digest: withDigest ? await fileDigest(path) : null }
}
