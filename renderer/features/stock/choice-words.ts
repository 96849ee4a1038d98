import type { StockSummary } from '../../../shared/domain/stock'
import { text } from '../../lib/text'
import type { StockChoice } from './stock-choice'

const { filters, states, marks } = text.stock

/** What the list is narrowed by, as on paper: "Location: Depot". */
export function describeChoice(choice: StockChoice, summary: StockSummary | undefined): string[] {
  const nameOf = (list: { id: number; name: string }[] | undefined, id: number | null) =>
    list?.find((entry) => entry.id === id)?.name
  const location = nameOf(summary?.locations, choice.locationId)
  const supplier = nameOf(summary?.suppliers, choice.supplierId)
  const state = [...choice.states.map((each) => states[each]), ...choice.marks.map((each) => marks[each])]
  return [
    ...(location ? [`${filters.location}: ${location}`] : []),
    ...(choice.category ? [`${filters.category}: ${choice.category}`] : []),
    ...(supplier ? [`${filters.supplier}: ${supplier}`] : []),
    ...(state.length > 0 ? [`${filters.state}: ${state.join(', ')}`] : []),
    ...(choice.search.trim() ? [text.stockTools.print.search(choice.search.trim())] : []),
  ]
}
