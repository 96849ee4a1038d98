import type { Simulator } from './simulator'

export const commandUsage = `Commands while it runs:

  sell SKU [UNITS] [LOCATION]   an invoiced sale (default: 1 unit, where most is available)
  hooks                         the webhooks of the account
  help                          this list
`

/** @returns what to print. @throws Error with a sentence for the user. */
export function runCommand(simulator: Simulator, line: string): string {
  const [command = '', ...words] = line.trim().split(/\s+/)
  switch (command) {
    case '':
      return ''
    case 'sell':
      return sell(simulator, words)
    case 'hooks':
      return hooks(simulator)
    case 'help':
      return commandUsage
    default:
      throw new Error(`There is no command "${command}". Type help for those there are.`)
  }
}

function sell(simulator: Simulator, [sku, ...words]: string[]): string {
  if (sku === undefined) throw new Error('sell takes a SKU, such as: sell SKU 2 Main Warehouse.')
  const product = simulator.shop.products.find((candidate) => candidate.sku === sku)
  if (!product) throw new Error(`The shop has no product with SKU ${sku}.`)
  const [first = '1', ...rest] = /^\d/.test(words[0] ?? '') ? words : ['1', ...words]
  const units = Number(first)
  if (!Number.isSafeInteger(units) || units < 1)
    throw new Error(`sell takes whole units from 1, not "${first}".`)
  const location =
    rest.length > 0 ? locationCalled(simulator, rest.join(' ')) : fullestLocation(simulator, sku)
  const { orderNumber } = simulator.sell({ sku, location, units })
  const { available } = simulator.expectedAt(sku, location)
  return `${orderNumber}: ${units} × ${product.name} at ${location}; available there now: ${available}.`
}

function locationCalled({ shop }: Simulator, name: string): string {
  const location = shop.locations.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
  if (location) return location.name
  const names = shop.locations.map((candidate) => candidate.name)
  throw new Error(`The shop has no location called ${name}. It has ${names.join(', ')}.`)
}

function fullestLocation(simulator: Simulator, sku: string): string {
  const available = ({ name }: { name: string }) => simulator.expectedAt(sku, name).available
  const [fullest] = simulator.shop.locations.toSorted((a, b) => available(b) - available(a))
  return fullest!.name
}

function hooks({ webhooks }: Simulator): string {
  if (webhooks.length === 0) return 'The account has no webhooks.'
  return webhooks
    .map(
      ({ Type, IsActive, ExternalURL }) =>
        `${IsActive ? 'on ' : 'off'}  ${Type}  ${new URL(ExternalURL).host}`,
    )
    .join('\n')
}
