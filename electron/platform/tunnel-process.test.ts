import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProgramStart } from '../ports'
import { processesWith } from '../testing/processes'
import { temporaryFolder } from '../testing/tunnel-setup'
import { waitUntil } from '../testing/wait-until'
import { systemPrograms } from './tunnel-process'

/** A shell script as a program, and the lines that it printed. */
function script(text: string, more: Partial<ProgramStart> = {}) {
  const path = join(temporaryFolder(), 'program')
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  const lines: string[] = []
  const start = () =>
    systemPrograms.start({ path, args: [], env: {}, onLine: (line) => lines.push(line), ...more })
  return { path, lines, start }
}

test('hands on exit code, arguments, environment and the last line of a program', async () => {
  const { start, lines } = script(`echo "$# $2 $SHADE $$"; env; printf 'the last' >&2; exit 7`, {
    args: ['one', 'two words; $(exit)'],
    env: { SHADE: 'blue' },
  })
  const program = await start()
  expect(await program.exited).toEqual({ code: 7, signal: null })
  expect(lines[0]).toBe(`2 two words; $(exit) blue ${program.pid}`)
  expect(lines).toContain('the last')
  const names = lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split('=')[0])
  expect(names.filter((name) => name !== 'PWD' && name !== '_')).toEqual(['SHADE'])
})

test('signals reach the program itself, and its guard goes with it', async () => {
  const { start, path, lines } = script(`trap '' TERM; echo ready; while :; do read -r _; sleep 0.05; done`)
  const program = await start()
  await waitUntil(() => lines.includes('ready'))
  program.kill('SIGTERM')
  expect(processesWith(path)).toHaveLength(2)
  program.kill('SIGKILL')
  expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' })
  await waitUntil(() => processesWith(path).length === 0)
})

test('a program has ended although something that it started holds its output open', async () => {
  const { start } = script('sleep 5 & exit 3')
  const program = await start()
  expect(await program.exited).toEqual({ code: 3, signal: null })
})

test('tells what is at a path', async () => {
  const { path } = script('exit')
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
  expect(await systemPrograms.inspect(path, true)).toEqual({ state: 'usable', digest })
  expect(await systemPrograms.inspect(path, false)).toEqual({ state: 'usable', digest: null })
  chmodSync(path, 0o644)
  expect(await systemPrograms.inspect(path, true)).toEqual({ state: 'notExecutable' })
  expect(await systemPrograms.inspect(`${path}.gone`, true)).toEqual({ state: 'missing' })
  expect(await systemPrograms.inspect(join(path, '..'), true)).toEqual({ state: 'missing' })
})

test('tells the same of a process each time, and nothing of one that is gone', async () => {
  const { start, path } = script('sleep 60')
  const program = await start()
  await waitUntil(() => processesWith(path).length === 2)
  const facts = await systemPrograms.describe(program.pid)
  expect(facts).toMatchObject({ command: expect.stringContaining(path) })
  expect(await systemPrograms.describe(program.pid)).toEqual(facts)
  expect((await systemPrograms.describe(process.pid))?.startedAt).not.toBe(facts?.startedAt)
  program.kill('SIGKILL')
  await program.exited
  expect(await systemPrograms.describe(program.pid)).toBeNull()
  systemPrograms.kill(program.pid, 'SIGTERM')
})
