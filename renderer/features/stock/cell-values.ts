import type { StockColumn, StockRow } from '../../../shared/domain/stock'
import { describeDaysLeft } from '../../lib/run-out-words'
import { text } from '../../lib/text'

/** What is copied or printed of a row: figures as numbers, times as epoch ms, the rest as words. */
export interface TableColumn<Row> {
  head: string
  kind: 'words' | 'figure' | 'time'
  read: (row: Row) => string | number | null
}

type FileColumn = Exclude<StockColumn, 'product' | 'trend'>

const words = text.stock
const figure = (name: 'onHand' | 'allocated' | 'available' | 'onOrder' | 'inTransit') =>
  ({ kind: 'figure', read: (row: StockRow) => (row.updatedAt === null ? null : row[name]) }) as const

const columns: Record<FileColumn, Omit<TableColumn<StockRow>, 'head'>> = {
  category: { kind: 'words', read: (row) => row.category },
  supplier: { kind: 'words', read: (row) => row.supplier },
  onHand: figure('onHand'),
  allocated: figure('allocated'),
  available: figure('available'),
  onOrder: figure('onOrder'),
  inTransit: figure('inTransit'),
  reorderPoint: { kind: 'figure', read: (row) => row.reorderPoint },
  runOut: {
    kind: 'words',
    read: (row) => (row.runOutDays === null ? null : describeDaysLeft(row.runOutDays)),
  },
  state: { kind: 'words', read: (row) => (row.updatedAt === null ? words.unread : words.states[row.state]) },
  updatedAt: { kind: 'time', read: (row) => row.updatedAt },
}

/** The shown columns as those of a table: the product's is three there, and what is drawn is left out. */
export function tableColumns(shown: readonly StockColumn[]): TableColumn<StockRow>[] {
  return [
    { head: words.columns.product, kind: 'words', read: (row) => row.name || words.unnamed },
    { head: text.stockTools.export.sku, kind: 'words', read: (row) => row.sku },
    { head: text.stockTools.export.barcode, kind: 'words', read: (row) => row.barcode },
    ...shown
      .filter((column) => column !== 'product' && column !== 'trend')
      .map((column) => ({ head: words.columns[column], ...columns[column] })),
  ]
}
