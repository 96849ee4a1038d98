import type { SimulatorProcess } from './simulator-process'
import type { Service } from './timed-app'

export interface WireList {
  path: string
  key: string
  query?: Record<string, string>
}

export const productList: WireList = {
  path: 'product',
  key: 'Products',
  query: { IncludeReorderLevels: 'true', IncludeSuppliers: 'true' },
}
export const availabilityList: WireList = { path: 'ref/productavailability', key: 'ProductAvailabilityList' }

export async function fetchPage(
  { url, credentials }: Service,
  { path, query }: WireList,
  page: number,
  limit: number,
): Promise<Response> {
  const search = new URLSearchParams({ page: `${page}`, limit: `${limit}`, ...query })
  return fetch(`${url}${path}?${search}`, {
    headers: {
      'api-auth-accountid': credentials.accountId,
      'api-auth-applicationkey': credentials.applicationKey,
    },
  })
}

/** Every page of a list as text, without pace or limit. */
export async function fetchTexts(simulator: SimulatorProcess, list: WireList): Promise<string[]> {
  const texts: string[] = []
  for (let page = 1; ; page += 1) {
    const text = await (await fetchPage(simulator, list, page, 1_000)).text()
    if ((JSON.parse(text) as Record<string, unknown[]>)[list.key]?.length === 0) return texts
    texts.push(text)
  }
}
