import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from './cli-commands'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'

describe('the commands of the simulator in a terminal', () => {
  let simulator: Simulator

  beforeEach(async () => {
    simulator = await startSimulator({ plan: { products: 5 } })
    simulator.addProduct({ sku: 'MUG', name: 'Mug' })
    simulator.setStock({ sku: 'MUG', location: 'Main Warehouse' }, { onHand: 3 })
    simulator.setStock({ sku: 'MUG', location: 'Queen St Shop' }, { onHand: 9 })
  })
  afterEach(() => simulator.close())

  it.each([
    ['sell MUG', 'SO-00001: 1 × Mug at Queen St Shop; available there now: 8.'],
    ['  sell  MUG 4 ', 'SO-00001: 4 × Mug at Queen St Shop; available there now: 5.'],
    ['sell MUG 4 main warehouse', 'SO-00001: 4 × Mug at Main Warehouse; available there now: -1.'],
    ['sell MUG Main Warehouse', 'SO-00001: 1 × Mug at Main Warehouse; available there now: 2.'],
    ['hooks', 'The account has no webhooks.'],
    ['help', 'Commands while it runs'],
    ['', ''],
  ])('does “%s”', (line, text) => {
    expect(runCommand(simulator, line)).toContain(text)
  })

  it.each([
    ['sell', 'sell takes a SKU'],
    ['sell CUP', 'no product with SKU CUP'],
    ['sell MUG 0', 'sell takes whole units from 1, not "0"'],
    ['sell MUG 1.5', 'sell takes whole units from 1, not "1.5"'],
    ['sell MUG 1 The Moon', 'no location called The Moon. It has Main Warehouse, Queen St Shop'],
    ['buy MUG', 'There is no command "buy"'],
  ])('says what is wrong with “%s”', (line, message) => {
    expect(() => runCommand(simulator, line)).toThrow(message)
    expect(simulator.expectedAt('MUG', 'Queen St Shop').onHand).toBe(9)
  })

  it('lists webhooks without the secret part of their address', async () => {
    const hook = { Type: 'Product/Updated', ExternalURL: 'https://one.example/secret' }
    await new TestClient(simulator).send('POST', 'webhooks', { ...hook, IsActive: true })
    await new TestClient(simulator).send('POST', 'webhooks', hook)
    expect(runCommand(simulator, 'hooks')).toBe(
      'on   Product/Updated  one.example\noff  Product/Updated  one.example',
    )
  })
})
