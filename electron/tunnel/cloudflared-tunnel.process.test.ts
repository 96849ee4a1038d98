import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { Secret } from '../lib/secret'
import { isAlive, processesWith } from '../testing/processes'
import { madeUpToken, publicFetch, standInCloudflared } from '../testing/stand-in-cloudflared'
import type { TunnelChildOptions } from '../testing/tunnel-child'
import { realTunnel, temporaryFolder } from '../testing/tunnel-setup'
import { waitUntil } from '../testing/wait-until'

test('opens a way to this computer, and leaves no program behind when it is closed', async () => {
  const seen: IncomingMessage[] = []
  const server = createServer((incoming, answer) => {
    seen.push(incoming)
    void text(incoming).then((body) => answer.end(`got ${body}`))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { tunnel, program, wish, states, host } = realTunnel()
  tunnel.open({ ...wish, port: (server.address() as AddressInfo).port })
  await waitUntil(() => tunnel.state.stage === 'connected')
  const sent = { method: 'POST', body: '{"id":1}' }
  const answer = await publicFetch(program)(`https://${host()}/deliveries?n=1`, sent)
  expect([answer.status, await answer.text()]).toEqual([200, 'got {"id":1}'])
  expect(seen.map(({ url, headers }) => [url, headers.host])).toEqual([['/deliveries?n=1', host()]])
  await waitUntil(() => states.some((state) => state.stage === 'connected' && state.protocol === 'quic'))
  await tunnel.close()
  expect(processesWith(program.path)).toEqual([])
})

test('after its program was killed there is another one, with another address', async () => {
  const { tunnel, program, wish, host } = realTunnel()
  tunnel.open(wish)
  await waitUntil(() => tunnel.state.stage === 'connected')
  const first = host()
  process.kill(program.state()?.pid ?? 0, 'SIGKILL')
  await waitUntil(() => tunnel.state.stage === 'connected' && host() !== first)
  expect(program.state()).toMatchObject({ starts: 2, overlapped: false, host: host() })
})

test('connects by the other protocol where one does not get through', async () => {
  const { tunnel, program, wish } = realTunnel({ unreachable: ['quic'], times: { connectMs: 2_000 } })
  tunnel.open(wish)
  await waitUntil(() => tunnel.state.stage === 'connected')
  expect(program.state()).toMatchObject({ protocolOption: 'http2', overlapped: false })
})

test('starts again what is alive but not ready and does not end when asked to', async () => {
  const { tunnel, program, wish } = realTunnel({ ignoresTerm: true })
  tunnel.open(wish)
  await waitUntil(() => tunnel.state.stage === 'connected')
  const pid = program.state()?.pid ?? 0
  program.control({ isReady: false })
  await waitUntil(() => tunnel.state.stage === 'down')
  expect(isAlive(pid)).toBe(false)
  program.control({ isReady: true })
  await waitUntil(() => tunnel.state.stage === 'connected')
  expect(program.state()).toMatchObject({ starts: 2, overlapped: false })
  await tunnel.close()
  expect(processesWith(program.path)).toEqual([])
})

test.each([
  [{ refuses: true }, /^Cloudflare gave no address/],
  [{ isOffline: true }, /does not reach Cloudflare/],
])('says why there is no address (%j), and nothing runs meanwhile', async (control, sentence) => {
  const { tunnel, program, wish } = realTunnel(control)
  tunnel.open(wish)
  await waitUntil(() => tunnel.state.stage === 'down')
  expect(tunnel.state).toMatchObject({ problem: { message: expect.stringMatching(sentence) } })
  expect(processesWith(program.path)).toEqual([])
})

test.each([
  ['that is not authorised', madeUpToken('secret'), /does not accept the tunnel token/],
  ['that is only a part', 'not-a-token', /token is not a whole one/],
])('says what is wrong with a token %s', async (_name, token, sentence) => {
  const { tunnel, wish } = realTunnel({ refusesToken: true, times: { connectMs: 3_000 } })
  tunnel.open({ ...wish, mode: 'named', token: new Secret(token), hostName: 'stock.example.com' })
  await waitUntil(() => tunnel.state.stage === 'down')
  expect(tunnel.state).toMatchObject({ problem: { message: expect.stringMatching(sentence) } })
})

test('a named tunnel that leads elsewhere is told when it is opened again', async () => {
  const { tunnel, program, wish } = realTunnel({ service: 'http://127.0.0.1:1' })
  tunnel.open({
    ...wish,
    mode: 'named',
    token: new Secret(madeUpToken('secret')),
    hostName: 'stock.example.com',
  })
  await waitUntil(() => tunnel.state.stage === 'connected')
  const answer = await publicFetch(program)('https://stock.example.com/deliveries', {})
  expect(answer.status).toBe(502)
  tunnel.restart('nothing comes through')
  await waitUntil(() => tunnel.state.stage === 'down')
  const sentence = /lead it to http:\/\/127\.0\.0\.1:5000\.$/
  expect(tunnel.state).toMatchObject({ problem: { message: expect.stringMatching(sentence) } })
})

test('a program that floods its log fills neither memory nor the log', async () => {
  const { tunnel, wish, lines } = realTunnel({ floodLines: 200_000 })
  const before = process.memoryUsage().heapUsed
  tunnel.open(wish)
  await waitUntil(() => tunnel.state.stage === 'connected')
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60 * 1024 * 1024)
  await tunnel.close()
  expect(lines.length).toBeLessThan(300)
  expect(lines.join('\n').length).toBeLessThan(200_000)
  expect(lines.join('\n')).toMatch(/"message":"program said more than is written","lines":\d{5}/)
  expect(lines.join('\n')).not.toContain('secret-path')
})

test('the token is in no command line and in no log, and its program has it', async () => {
  const secret = 'a-secret-that-nobody-else-may-see'
  const token = madeUpToken(secret)
  const { tunnel, program, wish, lines } = realTunnel()
  tunnel.open({ ...wish, mode: 'named', token: new Secret(token), hostName: 'stock.example.com' })
  await waitUntil(() => tunnel.state.stage === 'connected')
  expect(program.state()).toMatchObject({ mode: 'named', hasToken: true, host: 'stock.example.com' })
  expect(processesWith(program.path)).not.toEqual([])
  for (const text of [token, secret]) expect(processesWith(text)).toEqual([])
  await tunnel.close()
  for (const text of [token, secret]) expect(lines.join('\n')).not.toContain(text)
})

test.each([
  ['ends when asked to', false],
  ['does not', true],
])('the program goes when the app is killed without warning, one that %s', async (_name, ignoresTerm) => {
  const program = standInCloudflared({ ignoresTerm })
  onTestFinished(program.remove)
  const options: TunnelChildOptions = { folder: temporaryFolder(), program: program.path }
  const child = fileURLToPath(new URL('../testing/tunnel-child.ts', import.meta.url))
  const app = spawn(process.execPath, ['--import', 'tsx', child, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: app.stdout })) {
    if (line === 'connected') app.kill('SIGKILL')
  }
  expect(program.state()).toMatchObject({ starts: 1 })
  await waitUntil(() => processesWith(program.path).length === 0)
})
