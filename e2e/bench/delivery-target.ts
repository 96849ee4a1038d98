import type { LiveStatus } from '../../shared/domain/live'
import type { Service } from './timed-app'
import { availabilityList, fetchPage } from './wire-pages'

/** Where deliveries about stock go in on this computer, as they come out of the tunnel. */
export interface DeliveryTarget {
  port: number
  path: string
  headers: Record<string, string>
}

interface Hook {
  Type: string
  IsActive: boolean
  ExternalURL: string
  ExternalBearerToken: string
}

/** What stands at the service now. */
export async function registeredHooks(simulator: Service): Promise<Hook[]> {
  const answer = await fetchPage(simulator, { path: 'webhooks', key: 'Webhooks' }, 1, 100)
  return ((await answer.json()) as { Webhooks: Hook[] }).Webhooks
}

export async function deliveryTarget(
  simulator: Service,
  { localAddress }: Pick<LiveStatus, 'localAddress'>,
): Promise<DeliveryTarget> {
  const hooks = await registeredHooks(simulator)
  const hook = hooks.find(({ Type, IsActive }) => Type === 'Stock/AvailableStockLevelChanged' && IsActive)
  if (!hook || !localAddress) throw new Error('deliveries about stock are not subscribed to')
  const { host, pathname } = new URL(hook.ExternalURL)
  return {
    port: Number(new URL(localAddress).port),
    path: pathname,
    headers: {
      host,
      authorization: `Bearer ${hook.ExternalBearerToken}`,
      'content-type': 'application/json',
    },
  }
}

/** One row of stock as the service lists and delivers it. */
export interface WireStock {
  ID: string
  SKU: string
  OnHand: number
  Available: number
}

/** The rows of so many products, the products in the service's order. */
export async function stockOfProducts(simulator: Service, count: number): Promise<WireStock[][]> {
  const products = new Map<string, WireStock[]>()
  for (let page = 1; ; page += 1) {
    const answer = await fetchPage(simulator, availabilityList, page, 1_000)
    const rows = ((await answer.json()) as Record<string, WireStock[]>)[availabilityList.key] ?? []
    for (const row of rows) products.set(row.ID, [...(products.get(row.ID) ?? []), row])
    // The last one may go on with the next page.
    if (rows.length === 0 || products.size > count) return [...products.values()].slice(0, count)
  }
}

/** A delivery by which a product has so many units more at its first place. */
export function stockDelivery([first, ...others]: readonly WireStock[], more: number): string {
  if (!first) return '[]'
  const { OnHand, Available } = first
  return JSON.stringify([{ ...first, OnHand: OnHand + more, Available: Available + more }, ...others])
}
