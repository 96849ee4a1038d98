import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemPrograms } from '../platform/tunnel-process'
import { nodeClock, silentLog } from '../testing/node-ports'
import { isAlive } from '../testing/processes'
import { realTunnel } from '../testing/tunnel-setup'
import { waitUntil } from '../testing/wait-until'
import { ProgramRecord } from './program-record'

/** A tunnel program that an app left behind, as far as its record tells. */
async function leftBehind(setup: ReturnType<typeof realTunnel>) {
  const orphan = spawn(setup.program.path, ['tunnel', '--output', 'json'], { stdio: 'ignore' })
  onTestFinished(() => void orphan.kill('SIGKILL'))
  await waitUntil(() => setup.program.state()?.httpsPort != null)
  const path = join(setup.folder, 'tunnel-program.json')
  const record = new ProgramRecord({
    clock: nodeClock,
    log: silentLog,
    programs: systemPrograms,
    path,
    endMs: 300,
  })
  await record.write(orphan.pid ?? 0, setup.program.path)
  return { orphan, path }
}

const pidOf = ({ pid }: ChildProcess) => pid ?? 0

test.each([false, true])(
  'ends a program of an earlier run before it starts its own (ignores TERM: %s)',
  async (ignoresTerm) => {
    const setup = realTunnel({ ignoresTerm })
    const { orphan } = await leftBehind(setup)
    const exited = once(orphan, 'exit')
    setup.tunnel.open(setup.wish)
    expect(await exited).toEqual(ignoresTerm ? [null, 'SIGKILL'] : [0, null])
    await waitUntil(() => setup.tunnel.state.stage === 'connected')
    expect(setup.program.state()).toMatchObject({ starts: 2, overlapped: false })
  },
)

test.each([
  ['started at another time', { startedAt: 'another boot 1' }],
  ['is another program', { program: '/opt/another/cloudflared' }],
])('spares a process of the same number that %s', async (_name, difference) => {
  const setup = realTunnel()
  const { orphan, path } = await leftBehind(setup)
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...difference }))
  setup.tunnel.open(setup.wish)
  await waitUntil(() => setup.tunnel.state.stage === 'connected')
  expect(isAlive(pidOf(orphan))).toBe(true)
})

test('opens with a record that cannot be read, and leaves none when it is closed', async () => {
  const setup = realTunnel()
  const path = join(setup.folder, 'tunnel-program.json')
  writeFileSync(path, '{"pid":')
  setup.tunnel.open(setup.wish)
  await waitUntil(() => setup.tunnel.state.stage === 'connected')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: setup.program.state()?.pid })
  await setup.tunnel.close()
  expect(() => readFileSync(path)).toThrow(/ENOENT/)
})
