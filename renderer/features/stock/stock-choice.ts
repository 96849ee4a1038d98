import type { SortColumn, StockListing, StockMark, StockState } from '../../../shared/domain/stock'

/** What the user searches, filters and sorts by. Lives in the address, so that coming back keeps it. */
export type StockChoice = Omit<StockListing, 'connectionId'>

export const startChoice: StockChoice = {
  search: '',
  locationId: null,
  category: null,
  supplierId: null,
  states: [],
  marks: [],
  sort: { column: 'state', descending: false },
}

const states: readonly string[] = ['out', 'low', 'incoming', 'ok'] satisfies StockState[]
const marks: readonly string[] = ['negative', 'stale', 'unmoved'] satisfies StockMark[]
const sortable: readonly string[] = [
  'product',
  'category',
  'supplier',
  'onHand',
  'allocated',
  'available',
  'onOrder',
  'inTransit',
  'reorderPoint',
  'runOut',
  'state',
  'updatedAt',
] satisfies SortColumn[]

/** Reads the search part of the address. Whatever does not make sense is left at its start value. */
export function parseChoice(search: string): StockChoice {
  const params = new URLSearchParams(search)
  const sort = params.get('sort') ?? ''
  const column = sort.replace(/^-/, '')
  return {
    search: (params.get('search') ?? '').slice(0, 200),
    locationId: readId(params.get('location')),
    category: params.get('category'),
    supplierId: readId(params.get('supplier')),
    states: params.getAll('state').filter(isState),
    marks: params.getAll('mark').filter(isMark),
    sort: isColumn(column) ? { column, descending: sort.startsWith('-') } : startChoice.sort,
  }
}

/** The search part of the address, without what is at its start value. */
export function writeChoice(choice: StockChoice): string {
  const params = new URLSearchParams()
  if (choice.search) params.set('search', choice.search)
  if (choice.locationId !== null) params.set('location', String(choice.locationId))
  if (choice.category !== null) params.set('category', choice.category)
  if (choice.supplierId !== null) params.set('supplier', String(choice.supplierId))
  for (const state of choice.states) params.append('state', state)
  for (const mark of choice.marks) params.append('mark', mark)
  const { column, descending } = choice.sort
  if (column !== startChoice.sort.column || descending)
    params.set('sort', `${descending ? '-' : ''}${column}`)
  return params.toString()
}

/** True when rows may be missing because of a search or filter. */
export function isNarrowed(choice: StockChoice): boolean {
  return (
    choice.search.trim() !== '' ||
    choice.locationId !== null ||
    choice.category !== null ||
    choice.supplierId !== null ||
    choice.states.length > 0 ||
    choice.marks.length > 0
  )
}

function readId(value: string | null): number | null {
  return value !== null && /^\d{1,12}$/.test(value) ? Number(value) : null
}

function isState(value: string): value is StockState {
  return states.includes(value)
}

function isMark(value: string): value is StockMark {
  return marks.includes(value)
}

function isColumn(value: string): value is SortColumn {
  return sortable.includes(value)
}
