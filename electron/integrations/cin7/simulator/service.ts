import { type Answer, ErrorWriter, htmlAnswer, jsonAnswer, textAnswer } from './answer'
import type { Behaviour } from './behaviour'
import { CallLimit, limitAnswer } from './call-limit'
import { normalPath } from './faults'
import { lists } from './lists'
import { nothingWriter } from './nothing'
import { PageCache } from './page-cache'
import { type List, pageAnswer, pageRequest, RowShifter } from './paging'
import { supplierRecords } from './product-records'
import { purchaseDetail } from './purchase-records'
import { BadParameter, type Query } from './query'
import { companyRecord } from './records'
import { saleRecord } from './sale-records'
import type { ShopStore } from './shop-store'
import { WebhookRegistry } from './webhook-registry'

export interface SimulatorCredentials {
  accountId: string
  applicationKey: string
}

export interface ServiceCall {
  method: string
  /** Below the base address, lower case; outside it, the whole path. */
  path: string
  query: Query
  credentials: SimulatorCredentials
  body: string
}

interface ServiceDeps {
  store: ShopStore
  credentials: SimulatorCredentials
  behaviour: Behaviour
  monotonic: () => number
}

/** What the service answers when nothing goes wrong on the way. Knows no sockets. */
export class Service {
  readonly webhooks: WebhookRegistry
  readonly #errors: ErrorWriter
  readonly #limit: CallLimit
  readonly #cache = new PageCache()
  readonly #shifter = new RowShifter()
  #walked: { key: string; list: List } | null = null

  constructor(private readonly deps: ServiceDeps) {
    this.#errors = new ErrorWriter(() => deps.behaviour.errorShape)
    this.#limit = new CallLimit(deps.monotonic)
    this.webhooks = new WebhookRegistry(this.#errors, deps.behaviour)
  }

  /** The answer to a call that is not let in, and null for one that is, which counts towards the limit. */
  refusal({ path, credentials }: ServiceCall): Answer | null {
    if (!isKnownPath(path)) return notFound
    if (!this.#areCorrect(credentials)) return textAnswer('Incorrect credentials!', 403)
    const { limit } = this.deps.behaviour
    if (limit === null || this.#limit.take(limit, credentials.applicationKey)) return null
    return limitAnswer(limit, this.#errors)
  }

  /** The answer to a call that was let in. */
  answer(call: ServiceCall): Answer {
    try {
      return this.#knownAnswer(call)
    } catch (error) {
      if (error instanceof BadParameter) return this.#errors.answer(400, error.message)
      throw error
    }
  }

  #areCorrect({ accountId, applicationKey }: SimulatorCredentials): boolean {
    const { credentials } = this.deps
    return (
      accountId.toLowerCase() === credentials.accountId.toLowerCase() &&
      applicationKey.toLowerCase() === credentials.applicationKey.toLowerCase()
    )
  }

  #knownAnswer(call: ServiceCall): Answer {
    if (call.path === 'webhooks') return this.#webhookAnswer(call)
    if (call.method !== 'GET') return this.#errors.answer(405, 'Method is not allowed.')
    if (call.path === 'me') return jsonAnswer(companyRecord(this.deps.store.shop.settings))
    if (call.path === 'product-suppliers') return this.#supplierLinks(call.query)
    if (isPurchasePath(call.path)) return this.#purchase(call)
    if (call.path === 'sale') return this.#sale(call.query)
    return this.#page(call)
  }

  #page({ path, query }: ServiceCall): Answer {
    const { store, behaviour } = this.deps
    const request = pageRequest(query, behaviour)
    const shift = this.#shifter.shift(behaviour.rowShift, path, request.page)
    const walk = JSON.stringify([path, query.walkKey(), behaviour, store.revision])
    const key = JSON.stringify([walk, request, shift])
    return this.#cache.find(store.revision, key, () =>
      pageAnswer(this.#list(walk, path, query), request, behaviour.total, shift),
    )
  }

  /** Filtered once for a whole walk. */
  #list(walk: string, path: string, query: Query): List {
    if (this.#walked?.key !== walk) {
      const build = lists[path] as (typeof lists)[string]
      this.#walked = { key: walk, list: build(this.deps.store, query, this.deps.behaviour) }
    }
    return this.#walked.list
  }

  #supplierLinks(query: Query): Answer {
    const { store, behaviour } = this.deps
    const product = store.productById(query.text('ProductID'))
    if (product === undefined) return this.#errors.answer(404, 'Product not found.')
    const links = supplierRecords(product, store, nothingWriter(behaviour.emptyValues))
    return jsonAnswer({ ProductSuppliers: links.map((link) => ({ ...link, ProductSKU: product.sku })) })
  }

  /** Only `ID` finds an order. The older of the two paths knows simple purchases alone. */
  #purchase({ path, query }: ServiceCall): Answer {
    const { store, behaviour } = this.deps
    const order = store.purchaseOrderById(query.text('ID'))
    if (order === undefined) return this.#errors.answer(400, 'Purchase not found.')
    const detail = purchaseDetail(order, store, nothingWriter(behaviour.emptyValues))
    if (path === 'advanced-purchase') return jsonAnswer(detail)
    if (order.type !== 'Simple Purchase') {
      return this.#errors.answer(
        400,
        'Only simple purchases are supported. Use the advanced-purchase endpoint.',
      )
    }
    const [StockReceived = { Status: 'NOT AVAILABLE', Lines: [] }] = detail.StockReceived
    return jsonAnswer({ ...detail, StockReceived, Invoice: {}, CreditNote: {}, PutAway: undefined })
  }

  /** Found by its own id alone: a document of an advanced sale does not lead to it. */
  #sale(query: Query): Answer {
    const sale = this.deps.store.sales.find(query.text('ID'))
    return sale ? jsonAnswer(saleRecord(sale)) : this.#errors.answer(400, 'Sale not found.')
  }

  #webhookAnswer({ method, query, body }: ServiceCall): Answer {
    if (!this.deps.behaviour.automation) {
      return this.#errors.answer(403, 'Automation module is not available for this account.')
    }
    try {
      return this.webhooks.answer(method, query, body === '' ? null : JSON.parse(body))
    } catch (error) {
      if (error instanceof SyntaxError) return this.#errors.answer(500, 'The request body could not be read.')
      throw error
    }
  }
}

/** Where unknown addresses lead: a page for people, with status 200. */
export const PAGE_NOT_FOUND = '/PageNotFound'

const notFound: Answer = {
  ...htmlAnswer('Object moved', 302),
  headers: { 'Content-Type': 'text/html; charset=utf-8', Location: PAGE_NOT_FOUND },
}

function isKnownPath(path: string): boolean {
  const isAlone = ['me', 'webhooks', 'product-suppliers', 'sale'].includes(path) || isPurchasePath(path)
  return isAlone || Object.hasOwn(lists, path)
}

function isPurchasePath(path: string): boolean {
  return path === 'advanced-purchase' || path === 'purchase'
}

/** The base of every address, in the service's own case; any case is accepted. */
export const BASE_PATH = '/ExternalApi/v2/'

/** The part below the base, lower case; null for an address outside it. */
export function apiPath(pathname: string): string | null {
  return pathname.toLowerCase().startsWith(BASE_PATH.toLowerCase())
    ? normalPath(pathname.slice(BASE_PATH.length))
    : null
}
