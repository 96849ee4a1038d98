import type { SyncFailure, SyncResource } from '../../../shared/domain/sync-run'
import { type ErrorCode, isAppError } from '../../../shared/errors'
import { yieldToLoop } from '../../lib/yield'
import type { ProductInput } from '../../stock/provider-rows'
import type { StockPageRead } from '../../stock/snapshot-writer'
import type { ProviderRun } from '../../sync/provider-run'
import type { FailedPage, FullPlan, StockShare } from '../../sync/read-plan'
import type { Cin7Client } from './client'
import { concernsThisCall } from './errors'
import { MOST_LOST_IN_A_ROW } from './list-walk'
import { categoryList, changedProductList, locationList, productList, stockList, supplierList } from './lists'
import { readProductsOfWorth } from './product-stock'
import { type ReadList, readList, readPage } from './read-list'
import { readOrders } from './read-orders'

const PRODUCTS_PER_STEP = 250

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

/** Reads what the run's plan says and hands it to the run's writer. Rejects when the run cannot be completed. */
export async function sync(client: Cin7Client, run: ProviderRun): Promise<void> {
  const { plan } = run
  switch (plan.kind) {
    case 'full':
      await readAll(client, run, plan)
      break
    case 'quick':
      if (plan.changedSince !== null)
        await readChangedProducts(client, run, plan.changedSince, plan.pageLimit)
      if (plan.stock) await readSomeStock(client, run, plan.stock)
      break
    case 'pages':
      return readPages(client, run, plan.pages)
  }
  const { orders, pageLimit } = plan
  if (orders) await asFarAsPossible(run, 'purchaseOrders', () => readOrders(client, run, orders, pageLimit))
}

/**
 * In the order in which rows refer to each other. A list is only finished, which retires what it no longer
 * names, when all of it was read and understood.
 */
async function readAll(
  client: Cin7Client,
  run: ProviderRun,
  { pageLimit, products, stock, changedSince }: FullPlan,
): Promise<void> {
  const { writer, signal } = run

  const locations = await readList(client, run, locationList, (page) => writer.putLocations(page))
  if (locations.isWhole) await writer.finishList('locations', signal)

  if (products) {
    if (changedSince !== null && writer.areProductsRead())
      await readChangedProducts(client, run, changedSince, pageLimit)
    else await readCatalogue(client, run, pageLimit)
  }
  if (!stock) return
  const { isAtEnd, ...read } = await readStock(client, run, pageLimit)
  if (!isAtEnd) run.onFailure(limitReached('availability', 'stock list', read))
}

/** Products, and before them what they refer to. */
async function readCatalogue(client: Cin7Client, run: ProviderRun, pageLimit: number): Promise<void> {
  const { writer, signal } = run
  await asFarAsPossible(run, 'categories', async () => {
    const { isWhole } = await readList(client, run, categoryList, (page) => writer.putCategories(page))
    if (isWhole) await writer.finishList('categories', signal)
  })

  await asFarAsPossible(run, 'suppliers', async () => {
    const { isWhole } = await readList(client, run, supplierList, (page) => writer.putSuppliers(page))
    if (isWhole) await writer.finishList('suppliers', signal)
  })

  const begun = writer.productsBegun()
  const startedAt = begun?.startedAt ?? client.serverNow()
  const range = { start: begun?.position, mostPages: pageLimit }
  const put = async (page: ProductInput[], read: StockPageRead) => {
    await putProducts(run, page)
    writer.keepProductPage({ ...read, startedAt })
  }
  const products = await readList(client, run, productList, put, range)
  if (products.isAtEnd) writer.forgetProductPages()
  else run.onFailure(limitReached('products', 'product list', products))
  if (products.isWhole && begun?.isWhole !== false) {
    const { isHeld } = await writer.finishList('products', signal)
    if (isHeld) run.onFailure(heldBack('products', 'product list'))
    writer.noteProductsRead(startedAt)
  }
}

async function readChangedProducts(
  client: Cin7Client,
  run: ProviderRun,
  changedSince: number,
  pageLimit: number,
): Promise<void> {
  const { writer } = run
  const startedAt = client.serverNow()
  const list = changedProductList(changedSince)
  const products = await readList(client, run, list, (page) => putProducts(run, page), {
    mostPages: pageLimit,
  })
  if (!products.isAtEnd) run.onFailure(limitReached('products', 'list of changed products', products))
  if (products.isWhole) writer.noteProductsRead(startedAt)
}

/** In parts: with their suppliers and reorder points, a page of products takes several frames to store. */
async function putProducts({ writer, signal }: ProviderRun, page: ProductInput[]): Promise<void> {
  for (let first = 0; first < page.length; first += PRODUCTS_PER_STEP) {
    if (first > 0) await yieldToLoop(signal)
    writer.putProducts(page.slice(first, first + PRODUCTS_PER_STEP))
  }
}

/** A list that is longer than the run's share is read bit by bit, after the products that are worth more. */
async function readSomeStock(
  client: Cin7Client,
  run: ProviderRun,
  { stockCalls, productCalls }: StockShare,
): Promise<void> {
  const isLong = (run.writer.stockPages() ?? 0) > stockCalls
  const spent = isLong ? await readProductsOfWorth(client, run, productCalls) : 0
  await readStock(client, run, stockCalls - spent)
}

/** @param mostPages when the whole list is longer, so many pages are read, from where the last reading stopped */
async function readStock(client: Cin7Client, run: ProviderRun, mostPages: number): Promise<ReadList> {
  const { writer, signal } = run
  const range = { start: writer.stockPosition() ?? undefined, mostPages }
  const stock = await readList(client, run, stockList, (page, read) => writer.putStock(page, read), range)
  const { isHeld } = await writer.commitStock({ isAtEnd: stock.isAtEnd }, signal)
  if (isHeld) run.onFailure(heldBack('availability', 'stock list'))
  return stock
}

function heldBack(resource: SyncResource, list: string): SyncFailure {
  const message = `Cin7's ${list} was suddenly much shorter than before, so what is stored was kept. If that much is really gone, confirm it above the stock list; otherwise sync again later.`
  return { resource, page: null, code: 'list_held', message, isWholePage: false }
}

function limitReached(
  resource: SyncResource,
  list: string,
  { pagesDone, pagesKnown }: Pick<ReadList, 'pagesDone' | 'pagesKnown'>,
): SyncFailure {
  const message = `The page limit left ${pagesKnown - pagesDone} of ${pagesKnown} pages of Cin7's ${list} unread. Raise “Pages of one list” in Settings under Sync, then sync again to go on.`
  return { resource, page: null, code: 'page_limit', message, isWholePage: false }
}

/** Pages that an earlier run could not read. What such a page no longer names is left to the next whole reading. */
async function readPages(client: Cin7Client, run: ProviderRun, pages: readonly FailedPage[]): Promise<void> {
  const { writer, signal } = run
  const read = ({ resource, page: number }: FailedPage) => {
    const ofList = pages.filter((page) => page.resource === resource)
    const page = {
      number,
      pagesDone: ofList.findIndex((one) => one.page === number) + 1,
      pagesKnown: ofList.length,
    }
    switch (resource) {
      case 'locations':
        return readPage(client, run, locationList, page, (rows) => writer.putLocations(rows))
      case 'categories':
        return readPage(client, run, categoryList, page, (rows) => writer.putCategories(rows))
      case 'suppliers':
        return readPage(client, run, supplierList, page, (rows) => writer.putSuppliers(rows))
      case 'products':
        return readPage(client, run, productList, page, (rows) => writer.putProducts(rows))
      case 'availability':
        return readPage(client, run, stockList, page, (rows) => writer.putStock(rows, null))
      case 'purchaseOrders':
        // Never told as a page to read again.
        return Promise.resolve()
    }
  }
  const mostLost = Math.min(MOST_LOST_IN_A_ROW, pages.length)
  let lostInARow = 0
  for (const page of pages) {
    try {
      await read(page)
      lostInARow = 0
    } catch (error) {
      lostInARow += 1
      if (!concernsThisCall(error) || lostInARow >= mostLost) throw error
      run.onFailure({ ...page, code: error.code, message: error.message, isWholePage: true })
    }
  }
  await writer.commitStock({ isAtEnd: false }, signal)
}

/** Stock matters more than categories, suppliers and purchase orders: without such a list the run goes on, and says so. */
async function asFarAsPossible(
  run: ProviderRun,
  resource: SyncResource,
  read: () => Promise<void>,
): Promise<void> {
  try {
    await read()
  } catch (error) {
    if (!isAppError(error) || !ofOneList.has(error.code)) throw error
    const { code, message } = error
    run.onFailure({ resource, page: null, code, message, isWholePage: false })
  }
}
