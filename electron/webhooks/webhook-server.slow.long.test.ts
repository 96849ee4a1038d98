import { expect, it } from 'vitest'
import { connectSlowClients } from '../testing/slow-clients'
import { startReceiver } from '../testing/webhook-setup'

it('cuts 250 clients that are too slow by its own limits, and answers others all the while', async () => {
  const setup = await startReceiver()
  const slow = await connectSlowClients({ port: setup.port, count: 250, everyMs: 500 })
  let answered = 0
  while (slow.openCount() > 0) {
    expect(await setup.send({ body: `[${answered}]` })).toMatchObject({ status: 200 })
    answered += 1
  }
  for (const got of await slow.ended) expect(got).toMatch(/^$|^HTTP\/1\.1 408 .*\r\n\r\n$/s)
  expect(setup.rows()).toHaveLength(answered)
  await setup.close()
})
