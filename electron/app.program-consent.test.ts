import { expect, it } from 'vitest'
import { createTestApp } from './testing/test-app'

it('keeps the tunnel program that is set when the user does not allow another one', async () => {
  const app = await createTestApp()
  await app.call('settings.set', { tunnelProgram: '/opt/cloudflared' })
  app.isAllowed = false
  await expect(
    app.call('settings.set', { tunnelProgram: '/tmp/other', historyDays: 7 }),
  ).rejects.toMatchObject({
    code: 'cancelled',
  })
  const settings = await app.call('settings.get', {})
  expect(settings).toMatchObject({ tunnelProgram: '/opt/cloudflared', historyDays: 180 })
  await expect(app.call('settings.set', { tunnelProgram: '/opt/\u202Eflared' })).rejects.toMatchObject({
    code: 'invalid_input',
  })
  await app.close()
})
