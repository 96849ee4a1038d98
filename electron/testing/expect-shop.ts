import { expect } from 'vitest'
import type { TestApp } from './test-app'

/** What is on hand in all locations together, as the shop has it. */
export async function expectShopOnScreen(app: TestApp, connectionId: string): Promise<void> {
  const expected = new Map<string, number>()
  for (const { sku, onHand } of app.cin7.expectedFigures())
    expected.set(sku, (expected.get(sku) ?? 0) + onHand)
  const { rows } = await app.stock(connectionId)
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row.onHand, row.sku).toBeCloseTo(expected.get(row.sku) ?? 0, 4)
}
