import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AlertSetup, createAlertSetup } from './testing/alert-setup'
import type { TestApp } from './testing/test-app'

let setup: AlertSetup
let app: TestApp

beforeEach(async () => {
  setup = await createAlertSetup()
  ;({ app } = setup)
})

afterEach(() => app.close())

it('counts after a kill only what the user did not have on screen', async () => {
  app.app.presence.came()
  await setup.sells(9)
  await app.kill()
  await setup.sells(0)
  await setup.sells(60)
  app.app.presence.came()
  const away = await app.call('today.away', { connectionId: setup.connectionId })
  expect(away).toMatchObject({ productsChanged: 1, becameLow: 0, recovered: 1 })
  await app.kill()
  app.app.presence.came()
  expect(await app.call('today.away', { connectionId: setup.connectionId })).toMatchObject({
    productsChanged: 0,
    becameLow: 0,
    recovered: 0,
  })
})
