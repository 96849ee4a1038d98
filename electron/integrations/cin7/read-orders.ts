import { type ErrorCode, isAppError } from '../../../shared/errors'
import { yieldToLoop } from '../../lib/yield'
import type { OrderGoodsInput } from '../../stock/provider-rows'
import type { ProviderRun } from '../../sync/provider-run'
import type { OrderPlan } from '../../sync/read-plan'
import type { Cin7Client } from './client'
import { changedOrderList, orderList } from './lists'
import { toOrderGoods } from './purchase-mapping'
import { readList } from './read-list'
import { PurchaseDetail } from './schemas'

/** So many orders in a row that could not be read: the service is down, and the next ones need not be tried. */
const MOST_LOST_IN_A_ROW = 3

/** What can go wrong with one order alone. */
const ofOneOrder: ReadonlySet<ErrorCode> = new Set([
  'provider_refused',
  'provider_unavailable',
  'provider_changed',
  'timed_out',
])

/**
 * Reads the list of purchase orders, then one by one, at one call each, the open ones whose goods are not known as they are
 * now, as far as the plan's share of the calls goes. What is left is told, and the next run goes on with it.
 */
export async function readOrders(
  client: Cin7Client,
  run: ProviderRun,
  plan: OrderPlan,
  pageLimit: number,
): Promise<void> {
  const { orders } = run.writer
  const at = client.serverNow()
  const isOfChanges = plan.changedSince !== null
  const list = plan.changedSince === null ? orderList : changedOrderList(plan.changedSince)
  const read = await readList(client, withoutPages(run), list, (page) => orders.putOrders(page), {
    mostPages: pageLimit,
  })
  if (!read.isAtEnd)
    tell(
      run,
      'page_limit',
      'The page limit left purchase orders unread. Raise “Pages of one list” in Settings under Sync.',
    )
  const unread = orders.unread({ isOfChanges })
  const wanted = unread.slice(0, plan.mostCalls)
  const pagesKnown = read.pagesDone + wanted.length
  let tried = 0
  let lostInARow = 0
  for (const order of wanted) {
    const goods = await readGoods(client, run, order)
    lostInARow = goods ? 0 : lostInARow + 1
    if (goods) orders.putGoods(order.externalId, goods)
    tried += 1
    const pagesDone = read.pagesDone + tried
    run.onPage({ resource: 'purchaseOrders', pagesDone, pagesKnown, rows: 0, failed: goods?.isWhole ? 0 : 1 })
    if (lostInARow >= MOST_LOST_IN_A_ROW) break
  }
  await yieldToLoop(run.signal)
  const { isBelieved } = orders.commit({ isOfChanges, isWhole: read.isWhole, at })
  if (!isBelieved)
    tell(run, 'provider_changed', 'Cin7 suddenly names no purchase orders, so what is stored was kept.')
  if (unread.length > tried) tell(run, ...whyLeft(unread.length, tried, lostInARow))
}

function whyLeft(all: number, tried: number, lostInARow: number): [code: ErrorCode, message: string] {
  const left = `${all - tried} of ${all} new or changed purchase orders were left for the next one. Incoming figures are marked as incomplete until then.`
  return lostInARow >= MOST_LOST_IN_A_ROW
    ? ['provider_unavailable', `As ${lostInARow} in a row could not be read in this sync, ${left}`]
    : ['page_limit', `So that this sync does not take too many calls, ${left}`]
}

/** null: it could not be read, and the run was told. */
async function readGoods(
  client: Cin7Client,
  run: ProviderRun,
  { externalId, orderNumber }: { externalId: string; orderNumber: string },
): Promise<OrderGoodsInput | null> {
  const name = `urchase order ${orderNumber || externalId}`
  try {
    const body = await client.get('advanced-purchase', { ID: externalId }, run.signal)
    const { data } = PurchaseDetail.safeParse(body)
    if (data?.ID.trim().toLowerCase() === externalId) {
      return toOrderGoods(data, (why) =>
        tell(run, 'provider_changed', `A part of p${name} was left out: ${why}.`),
      )
    }
    tell(run, 'provider_changed', `P${name} could not be read: Cin7's answer has another form.`)
  } catch (error) {
    if (!isAppError(error) || !ofOneOrder.has(error.code)) throw error
    tell(run, error.code, `P${name} could not be read. ${error.message}`)
  }
  return null
}

/** Orders are read as a whole or not at all: a page of them is not read again alone. */
function withoutPages(run: ProviderRun): ProviderRun {
  return { ...run, onFailure: (failure) => run.onFailure({ ...failure, isWholePage: false }) }
}

function tell(run: ProviderRun, code: ErrorCode, message: string): void {
  run.onFailure({ resource: 'purchaseOrders', page: null, code, message, isWholePage: false })
}
