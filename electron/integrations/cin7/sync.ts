import type { SyncResource } from '../../../shared/domain/sync-run'
import { type ErrorCode, isAppError } from '../../../shared/errors'
import { yieldToLoop } from '../../lib/yield'
import type { ProviderRun } from '../../sync/provider-run'
import type { Cin7Client } from './client'
import { Cin7Fault } from './errors'
import { categoryList, type List, locationList, productList, stockList, supplierList } from './lists'
import { walkPages } from './paging'
import { StrangeReport } from './strange-report'

/**
 * What can go wrong with one list alone: the keys may not read it, or it fails, hangs, is suddenly empty or
 * has a form of its own. Whatever else goes wrong (the connection, the keys, the limit, the disk, an abort)
 * the next list would meet as well.
 */
const ofOneList: ReadonlySet<ErrorCode> = new Set([
  'provider_refused',
  'provider_unavailable',
  'provider_changed',
  'timed_out',
])

/**
 * Reads everything once, in the order in which rows refer to each other, and hands it to the run's writer.
 * A list is only finished, which retires what it no longer names, when all of it was read and understood.
 */
export async function syncAll(client: Cin7Client, run: ProviderRun): Promise<void> {
  const { writer, signal } = run

  const locations = await readList(client, run, locationList, (page) => writer.putLocations(page))
  if (locations.isWhole) await writer.finishList('locations', signal)

  await asFarAsPossible(run, 'categories', async () => {
    const { isWhole } = await readList(client, run, categoryList, (page) => writer.putCategories(page))
    if (isWhole) await writer.finishList('categories', signal)
  })

  await asFarAsPossible(run, 'suppliers', async () => {
    const { isWhole } = await readList(client, run, supplierList, (page) => writer.putSuppliers(page))
    if (isWhole) await writer.finishList('suppliers', signal)
  })

  const products = await readList(client, run, productList, (page) => writer.putProducts(page))
  if (products.isWhole) await writer.finishList('products', signal)

  const stock = await readList(client, run, stockList, (page) => writer.putStock(page))
  if (stock.errors > 0) {
    throw new Cin7Fault(
      'provider_changed',
      'stop',
      'Cin7 could not deliver the whole stock list, so the figures from before stay. Try again later.',
    )
  }
  await writer.commitStock({ isWhole: stock.isWhole }, signal)
}

/**
 * Hands a list on as it is read. Rows that moved from page to page meanwhile come twice and are handed on
 * twice: the writer keeps the later reading, which is the newer one. The run counts them once.
 */
async function readList<Row>(
  client: Cin7Client,
  run: ProviderRun,
  list: List<Row>,
  put: (page: Row[]) => void,
): Promise<{ isWhole: boolean; errors: number }> {
  const { resource } = list
  const { signal } = run
  run.onList(resource)
  const keys = new Set<string>()
  const report = new StrangeReport(run, resource)
  let errors = 0
  const read = (number: number, stop: AbortSignal) => client.page(list.endpoint, number, stop)
  for await (const { number, rows: raw, errors: told, pagesDone, pagesKnown } of walkPages({
    read,
    signal,
  })) {
    // Parsing, reading and storing a page would be long together, so others get a turn between them.
    await yieldToLoop(signal)
    const { rows, strange } = list.read(raw)
    const counted = keys.size
    for (const row of rows) keys.add(list.keyOf(row))
    await yieldToLoop(signal)
    if (rows.length > 0) put(rows)
    report.add(number, strange)
    for (const message of told) run.onFailure({ resource, page: number, code: 'provider_changed', message })
    errors += told.length
    const failed = strange.filter(({ isLost }) => isLost).length
    run.onPage({ resource, pagesDone, pagesKnown, rows: keys.size - counted, failed })
  }
  report.end()
  return { isWhole: report.lost === 0 && errors === 0, errors }
}

/** Stock matters more than categories and suppliers: without such a list the run goes on, and says so. */
async function asFarAsPossible(
  run: ProviderRun,
  resource: SyncResource,
  read: () => Promise<void>,
): Promise<void> {
  try {
    await read()
  } catch (error) {
    if (!isAppError(error) || !ofOneList.has(error.code)) throw error
    run.onFailure({ resource, page: null, code: error.code, message: error.message })
  }
}
