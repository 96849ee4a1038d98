import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { SyncChildOptions } from './sync-child'
import type { TestApp } from './test-app'

const child = fileURLToPath(new URL('./sync-child.ts', import.meta.url))

/** Starting Node takes many files at once. */
const FILE_LIMIT = 1024

interface Options {
  /** Of a connection of the app, which is stopped. */
  connectionId: string
  /** Told what the app in the child has logged so far; the child is killed without warning when it says so. */
  isOver(lines: string[]): boolean
  /** Files and connections that the child may have open, after a first sync in which it may open none. Default: no matter. */
  mostFiles?: number
}

/** Syncs again and again in a program of its own, on the profile of an app, until it is killed. Returns what that logged. */
export async function syncInChild(
  app: TestApp,
  { connectionId, isOver, mostFiles }: Options,
): Promise<string[]> {
  const options: SyncChildOptions = {
    dataDir: app.dataDir,
    cin7Url: app.cin7.url,
    connectionId,
    now: app.clock.now(),
    keychain: [...app.keychain.entries],
    files: mostFiles === undefined ? null : { limit: FILE_LIMIT, most: mostFiles },
  }
  const node = [process.execPath, '--import', 'tsx', child, JSON.stringify(options)]
  const limited = ['sh', '-c', `ulimit -n ${FILE_LIMIT} && exec "$@"`, 'sh', ...node]
  const [command = '', ...words] = mostFiles === undefined ? node : limited
  const program = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(program, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: program.stdout })) {
    lines.push(line)
    if (isOver(lines)) program.kill('SIGKILL')
  }
  const [, signal] = await exited
  expect(signal, lines.join('\n')).toBe('SIGKILL')
  return lines
}
