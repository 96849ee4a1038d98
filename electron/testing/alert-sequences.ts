import fc from 'fast-check'
import { AlertShop } from './alert-shop'
import { alertStep } from './alert-steps'

/**
 * Whatever a shop, its manager and the computer do: a pair has one live alert at most, the list is what the rule says of the
 * shop's figures, and what is told is news, once, whenever the program ends.
 */
export async function checkAlertSequences(options: { seed: number; numRuns: number }): Promise<void> {
  const sequences = fc.array(alertStep, { minLength: 12, maxLength: 25 })
  const property = fc.asyncProperty(sequences, async (steps) => {
    const shop = await AlertShop.open()
    try {
      for (const step of steps) {
        await step.act(shop)
        await shop.check()
      }
      await shop.finish()
    } finally {
      await shop.app.close()
    }
  })
  await fc.assert(property, { ...options, endOnFailure: true })
}
