import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Simulator } from '../electron/integrations/cin7/simulator'
import { chromiumFlags, projectFolder } from './launch'

interface OnceOptions {
  profile: string
  simulator: Simulator
  switches?: string[]
  /** A program that starts the app in its turn. */
  through?: string
  env?: Record<string, string>
}

/** How a program ended, and what it wrote. */
interface Ended {
  code: number | null
  out: string
  err: string
}

/** Starts the built app with `--sync-once`. */
export function startOnce({ switches = [], ...options }: OnceOptions) {
  return startPlain({ ...options, switches: ['--sync-once', ...switches] })
}

/** Starts the built app as a person does, not driven by Playwright. */
export function startPlain({ profile, simulator, switches = [], through, env = {} }: OnceOptions) {
  const electron = createRequire(import.meta.url)('electron') as unknown as string
  const script = join(projectFolder, 'e2e/tell-windows.cjs')
  const words = ['-r', script, projectFolder, ...chromiumFlags(), ...switches]
  const child = spawn(through ?? electron, through ? [electron, ...words] : words, {
    cwd: projectFolder,
    env: { ...process.env, SHELFWATCH_DATA_DIR: profile, SHELFWATCH_CIN7_URL: simulator.url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', (part: Buffer) => {
    written.out += part.toString('utf8')
  })
  child.stderr.on('data', (part: Buffer) => {
    written.err += part.toString('utf8')
  })
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, ...written }))
  })
  return { ended, kill: (signal: NodeJS.Signals) => void child.kill(signal) }
}

/** Runs the built app with `--sync-once` to its end. */
export function syncOnce(options: OnceOptions): Promise<Ended> {
  return startOnce(options).ended
}
