import { expect, it } from 'vitest'
import { yieldToLoop } from './yield'

it('lets what waits in the loop run first', async () => {
  const order: string[] = []
  setImmediate(() => order.push('waiting'))
  await yieldToLoop()
  order.push('after')
  expect(order).toEqual(['waiting', 'after'])
})

it("rejects with the signal's reason", async () => {
  await expect(yieldToLoop(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
})
