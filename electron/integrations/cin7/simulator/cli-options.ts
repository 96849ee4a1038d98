import { parseArgs } from 'node:util'
import type { CallLimitPlan } from './call-limit'
import { commandUsage } from './cli-commands'
import type { SimulatorOptions } from './options'
import { sampleShopPlan } from './shop-generator'
import type { WebhookPlan } from './webhook-sender'

export const usage = `A local stand-in for Cin7 Core with a made-up shop.

Usage: npm run simulator -- [options]

  --products N     products in the shop (default ${sampleShopPlan.products})
  --locations N    shops and warehouses, 1 to 200 (default ${sampleShopPlan.locations})
  --seed N         another number makes another shop; the same one, the same (default ${sampleShopPlan.seed})
  --odd-text       a few products with odd or hostile names and SKUs
  --port N         port on 127.0.0.1 (default: any free one)
  --limit C/S      at most C calls in any S seconds, or "none" (default 60/60, as Cin7 Core)
  --latency MS     wait before each answer (default 0)
  --page-cap N     never more than N rows a page, whatever is asked for
  --webhooks       send events to the webhooks that ask for them, and print each try
  --webhook-delay MS   from an event to its first try (default 60000, as Cin7 Core)
  --clear-tokens   list webhooks with their bearer tokens
  --calls          print each call
  --help           this text

${commandUsage}`

export interface CliOptions {
  showHelp: boolean
  printCalls: boolean
  simulator: SimulatorOptions
}

/** @throws Error with a sentence for the user. */
export function parseCliOptions(args: string[]): CliOptions {
  const { values } = parseArgs({
    args,
    options: {
      products: { type: 'string', default: String(sampleShopPlan.products) },
      locations: { type: 'string', default: String(sampleShopPlan.locations) },
      seed: { type: 'string', default: String(sampleShopPlan.seed) },
      'odd-text': { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      limit: { type: 'string', default: '60/60' },
      latency: { type: 'string', default: '0' },
      'page-cap': { type: 'string' },
      webhooks: { type: 'boolean', default: false },
      'webhook-delay': { type: 'string' },
      'clear-tokens': { type: 'boolean', default: false },
      calls: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const pageCap = values['page-cap']
  if (values['webhook-delay'] !== undefined && !values.webhooks) {
    throw new Error('--webhook-delay is of no use without --webhooks.')
  }
  return {
    showHelp: values.help,
    printCalls: values.calls,
    simulator: {
      plan: {
        products: wholeNumber('--products', values.products, 0, 1_000_000),
        locations: wholeNumber('--locations', values.locations, 1, 200),
        seed: wholeNumber('--seed', values.seed, 0, 2 ** 32 - 1),
        oddText: values['odd-text'],
      },
      port: wholeNumber('--port', values.port, 0, 65_535),
      limit: callLimit(values.limit),
      latencyMs: wholeNumber('--latency', values.latency, 0, 600_000),
      pageCap: pageCap === undefined ? null : wholeNumber('--page-cap', pageCap, 1, 1_000),
      ...(values['clear-tokens'] ? { maskedTokens: false } : {}),
      ...(values.webhooks ? { webhooks: webhookPlan(values['webhook-delay']) } : {}),
    },
  }
}

function wholeNumber(name: string, text: string, lowest: number, highest: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= lowest && value <= highest) return value
  throw new Error(`${name} takes a whole number from ${lowest} to ${highest}, not "${text}".`)
}

function webhookPlan(delay: string | undefined): Partial<WebhookPlan> {
  return delay === undefined ? {} : { delayMs: wholeNumber('--webhook-delay', delay, 0, 3_600_000) }
}

function callLimit(text: string): CallLimitPlan | null {
  if (text === 'none') return null
  const match = /^(\d+)\/(\d+(?:\.\d+)?)$/.exec(text)
  const [calls, seconds] = [Number(match?.[1]), Number(match?.[2])]
  if (calls >= 1 && seconds > 0) return { calls, windowMs: seconds * 1_000 }
  throw new Error(`--limit takes calls and seconds, such as 60/60, or none, not "${text}".`)
}
