import type { StockColumn } from '../../../shared/domain/stock'
import type { ExportFormat, StockExportWords } from '../../../shared/domain/stock-export'
import { text } from '../../lib/text'
import { useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import type { StockChoice } from './stock-choice'

const { trend: _drawn, ...columns } = text.stock.columns
const { out, low, incoming, ok } = text.stock.states
const { sheet, sku, barcode } = text.stockTools.export
const words: StockExportWords = { sheet, columns, sku, barcode, states: { out, low, incoming, ok } }

/** Saves the list into a file that the user chooses, and how that went. */
export function useStockExport(choice: StockChoice, columns: readonly StockColumn[]) {
  const { id: connectionId } = useConnection()
  const { mutate, reset, isPending, error, data } = useAction('stock.export')
  return {
    start: (format: ExportFormat, productIds: readonly number[] | null) =>
      mutate({
        query: { ...choice, connectionId },
        productIds: productIds && [...productIds],
        columns: [...columns],
        format,
        words,
      }),
    forget: reset,
    isPending,
    error,
    /** undefined: not done yet; null: the user chose no file. */
    saved: data,
  }
}

export type StockExport = ReturnType<typeof useStockExport>
