import type { StockColumn, StockRow, StockSummary } from '../../../shared/domain/stock'
import { useApi } from '../../lib/api'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'
import { tableColumns } from './cell-values'
import { describeChoice } from './choice-words'
import { PrintButton, usePrinting } from './print-button'
import { MOST_PRINTED, type Sheet } from './print-sheet'
import type { StockChoice } from './stock-choice'
import { useStockCommand } from './use-stock-command'

const words = text.stockTools.print

interface PrintStockProps {
  choice: StockChoice
  columns: readonly StockColumn[]
  summary: StockSummary | undefined
  /** Products that match; undefined until it is known. */
  total: number | undefined
  onError: (error: Error) => void
}

export function PrintStock({ choice, columns, summary, total, onError }: PrintStockProps) {
  const api = useApi()
  const { id: connectionId, companyName } = useConnection()
  const read = async (): Promise<Sheet<StockRow>> => {
    const filters = describeChoice(choice, summary)
    const found = await api.call('stock.rows', {
      query: { ...choice, connectionId },
      productIds: null,
      limit: MOST_PRINTED,
    })
    return {
      heading: words.heading(companyName),
      about: filters.length > 0 ? filters.join(' · ') : words.everything,
      columns: tableColumns(columns),
      rows: found.rows,
      keyOf: ({ productId }) => productId,
      cut:
        found.rows.length < found.total
          ? words.cut(formatNumber(found.rows.length), formatNumber(found.total))
          : null,
    }
  }
  const printing = usePrinting({ read, isEmpty: total === 0, onError })
  useStockCommand('print', printing.print, total !== undefined)
  return <PrintButton printing={printing} />
}
