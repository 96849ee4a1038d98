import type { SaleRef } from '../../webhooks/provider-hooks'
import type { Cin7Client } from './client'
import { Cin7Fault } from './errors'
import { notWhatWeKnow } from './list-page'
import { toId, toText, usable } from './mapping'
import { Fulfilment, Sale, SaleDocument, SaleLine, SaleListRow } from './schemas'

/** Cin7 Core's own maximum. */
const LARGEST_PAGE = 1000

/**
 * External ids of the products of a sale, of every line that any of its documents has. An event may name a document of the
 * sale instead: then it is found by its order number. null: there is no such sale.
 */
export async function productsOfSale(
  client: Cin7Client,
  { id, orderNumber }: SaleRef,
  signal: AbortSignal,
): Promise<string[] | null> {
  const named = await readSale(client, id, signal)
  if (named && isMeant(named, { id, orderNumber })) return productsOf(named)
  const foundId = orderNumber === '' ? null : await findSale(client, orderNumber, signal)
  const found = foundId === null ? null : await readSale(client, foundId, signal)
  return found && toId(found.ID) === foundId ? productsOf(found) : null
}

async function readSale(client: Cin7Client, id: string, signal: AbortSignal): Promise<Sale | null> {
  try {
    const parsed = Sale.safeParse(await client.get('sale', { ID: id }, signal))
    if (!parsed.success) throw notWhatWeKnow('sale')
    return parsed.data
  } catch (error) {
    if (saysThereIsNone(error)) return null
    throw error
  }
}

function saysThereIsNone(error: unknown): boolean {
  return error instanceof Cin7Fault && error.code === 'provider_refused' && isNotFound(error.status)
}

/** Lookups that find nothing are answered with either. */
function isNotFound(status: number | null): boolean {
  return status === 400 || status === 404
}

/** The list is searched for a part of any number, so that the right one is still to be picked. */
async function findSale(
  client: Cin7Client,
  orderNumber: string,
  signal: AbortSignal,
): Promise<string | null> {
  const list = { path: 'saleList', key: 'SaleList', query: { Search: orderNumber } }
  const { rows } = await client.page(list, 1, signal, LARGEST_PAGE)
  const found = usable('SaleList', rows, SaleListRow, () => {}).find(
    (row) => toText(row.OrderNumber).toLowerCase() === orderNumber.trim().toLowerCase(),
  )
  return found ? toId(found.SaleID) : null
}

/** A parameter that the service does not know it ignores: then this is some other sale. */
function isMeant(sale: Sale, { id, orderNumber }: SaleRef): boolean {
  const ids = [sale.ID, ...documentsOf(sale).map(({ TaskID }) => toText(TaskID))].map(toId)
  const number = toText(sale.Order?.SaleOrderNumber)
  return ids.includes(toId(id)) || (orderNumber !== '' && number === orderNumber)
}

function productsOf(sale: Sale): string[] {
  if (sale.ServiceOnly) return []
  const lists = [sale.Order?.Lines, ...documentsOf(sale).flatMap(({ Lines, Restock }) => [Lines, Restock])]
  const lines = lists.flatMap((entries) => usable('Lines', entries, SaleLine, () => {}))
  return [...new Set(lines.map(({ ProductID }) => toId(ProductID)))]
}

function documentsOf(sale: Sale) {
  return [
    ...usable('Invoices', sale.Invoices, SaleDocument, () => {}),
    ...usable('CreditNotes', sale.CreditNotes, SaleDocument, () => {}),
    ...usable('Fulfilments', sale.Fulfilments, Fulfilment, () => {}).map(({ TaskID, Pick }) => {
      const pick = SaleDocument.safeParse(Pick)
      return { TaskID, Lines: pick.data?.Lines, Restock: undefined }
    }),
  ]
}
