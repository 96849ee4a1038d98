import { type StockFilter, StockState } from '../../shared/domain/stock'
import type { IndexedStock } from './indexed-stock'
import { markTest } from './mark-filter'
import { type Scope, sumUp } from './product-sums'
import { stateRank } from './stock-state'

/** In place of a state's rank where the location in view has nothing to do with the product. */
const NOT_KEPT = 255

type SlotTest = (slot: number) => boolean

/** The state's rank of each slot at one location; over all see `OverAll`. */
export function rankStates(stock: IndexedStock, scope: number): Uint8Array {
  const ranks = new Uint8Array(stock.size)
  for (let slot = 0; slot < ranks.length; slot++) {
    const { state, isKept } = sumUp(stock, slot, scope)
    ranks[slot] = isKept ? stateRank[state] : NOT_KEPT
  }
  return ranks
}

/** Whether a product is shown under a filter. `ranks`: see `rankStates`; asked for only where states matter. */
export function filterTest(
  stock: IndexedStock,
  filter: Omit<StockFilter, 'search'>,
  {
    scope,
    words,
    ranks,
    now,
  }: { scope: Scope; words: readonly string[]; ranks: () => Uint8Array; now: number },
): SlotTest {
  const tests: SlotTest[] = [(slot) => stock.isShown[slot] === 1]
  if (filter.category !== null) tests.push(categoryTest(stock, filter.category))
  if (filter.supplierId !== null) tests.push(supplierTest(stock, filter.supplierId))
  if (filter.states.length > 0) tests.push(stateTest(ranks(), filter.states))
  else if (scope !== null) tests.push(stateTest(ranks(), StockState.options))
  for (const mark of filter.marks) tests.push(markTest(stock, mark, { scope, now }))
  if (words.length > 0) tests.push(wordsTest(stock, words))
  return (slot) => tests.every((test) => test(slot))
}

/** Each word must occur in name, SKU or barcode. Words are folded. */
export function wordsTest(stock: IndexedStock, words: readonly string[]): SlotTest {
  const texts = stock.searchTexts
  return (slot) => words.every((word) => texts[slot]!.includes(word))
}

function categoryTest(stock: IndexedStock, name: string): SlotTest {
  const category = stock.categories.find(name)
  return (slot) => stock.categoryOf[slot] === category
}

function supplierTest(stock: IndexedStock, supplierId: number): SlotTest {
  const holds = stock.supplierLists.values.map((ids) => ids.includes(supplierId))
  return (slot) => holds[stock.supplierListOf[slot]!] === true
}

/** With all states wanted, what is left out is what has nothing to do with the location in view. */
function stateTest(ranks: Uint8Array, states: readonly StockState[]): SlotTest {
  const wanted = states.map((state) => stateRank[state])
  return (slot) => wanted.includes(ranks[slot]!)
}
