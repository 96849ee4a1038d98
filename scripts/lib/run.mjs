import { spawn, spawnSync } from 'node:child_process'
import { root } from './paths.mjs'

/** Runs a command to its end and keeps what it printed. */
export function capture(command, args, options = {}) {
  const { error, status, signal, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  const output = `${stdout ?? ''}${stderr ?? ''}`.trim()
  return { ok: status === 0, status, signal, output: error ? `${error.message}\n${output}` : output }
}

/** Runs a command whose output the user sees, and answers with its exit code. It ends when this program is to end. */
export function stream(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
    const passOn = (signal) => child.kill(signal)
    process.on('SIGTERM', passOn)
    // Of Ctrl-C the terminal tells both. This program waits for the other's end.
    const wait = () => {}
    process.on('SIGINT', wait)
    const end = (code) => {
      process.off('SIGTERM', passOn)
      process.off('SIGINT', wait)
      resolve(code)
    }
    child.on('error', (error) => {
      console.error(error.message)
      end(1)
    })
    child.on('exit', (code) => end(code ?? 1))
  })
}

/** Runs npm with the npm that started this script, if one did. */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) return capture(process.execPath, [cli, ...args], options)
  return capture('npm', args, { shell: process.platform === 'win32', ...options })
}

/** The last lines of a tool's output: the cause is nearly always there. */
export const tail = (output, lines = 15) => output.split('\n').slice(-lines).join('\n')
