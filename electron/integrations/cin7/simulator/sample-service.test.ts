import { expect, it } from 'vitest'
import { createSampleService } from './sample-service'

async function firstProducts(start: { apiUrl: string; accountId: string; applicationKey: string }) {
  const response = await fetch(`${start.apiUrl}product`, {
    headers: { 'api-auth-accountid': start.accountId, 'api-auth-applicationkey': start.applicationKey },
  })
  return response.text()
}

it('serves the same sample shop on every start, once at a time, and stops', async () => {
  const sample = createSampleService()
  const [first, again] = await Promise.all([sample.start(), sample.start()])
  expect(again).toEqual(first)
  const before = await firstProducts(first)
  await sample.stop()
  await expect(firstProducts(first)).rejects.toThrow()
  const restarted = await sample.start()
  expect(await firstProducts(restarted)).toBe(before)
  await sample.stop()
  await sample.stop()
})
