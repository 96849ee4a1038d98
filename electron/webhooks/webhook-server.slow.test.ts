import { expect, it } from 'vitest'
import { connectSlowClients } from '../testing/slow-clients'
import { HOST, startReceiver } from '../testing/webhook-setup'

it('cuts clients that are too slow, and answers others meanwhile', async () => {
  const setup = await startReceiver({
    limits: {
      headersMs: 2_000,
      requestMs: 3_000,
      checkEveryMs: 100,
      connections: 256,
      bodyBytes: 256 * 1024,
    },
  })
  const slow = await connectSlowClients({ port: setup.port, count: 250, everyMs: 50 })
  for (let n = 0; n < 10; n += 1) expect(await setup.send({ body: `[${n}]` })).toMatchObject({ status: 200 })
  for (const got of await slow.ended) expect(got).toMatch(/^$|^HTTP\/1\.1 408 .*\r\n\r\n$/s)
  expect(setup.rows()).toHaveLength(10)
  expect(setup.lines.join()).not.toContain('failed')
  await setup.close()
})

it('takes no more connections at once than it can serve', async () => {
  const setup = await startReceiver({
    limits: { headersMs: 500, requestMs: 800, checkEveryMs: 100, connections: 10, bodyBytes: 256 * 1024 },
  })
  const slow = await connectSlowClients({ port: setup.port, count: 10, everyMs: 50 })
  const { ended } = await setup.socket()
  expect(await ended).toBe('')
  await slow.ended
  expect(await setup.send()).toMatchObject({ status: 200 })
  await setup.close()
})

it('cuts a client that does not read its answers', async () => {
  const setup = await startReceiver({
    limits: { headersMs: 500, requestMs: 800, checkEveryMs: 100, connections: 1, bodyBytes: 256 * 1024 },
  })
  const { socket, ended } = await setup.socket()
  socket.pause()
  const many = `GET / HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`.repeat(1_000)
  const sendMore = () => {
    while (!socket.destroyed && socket.write(many));
  }
  socket.on('drain', sendMore)
  sendMore()
  await ended
  expect(await setup.send()).toMatchObject({ status: 200 })
  await setup.close()
})
