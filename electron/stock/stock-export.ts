import type { StockColumn, StockListing, StockRow } from '../../shared/domain/stock'
import type { ExportFormat, FileColumn, StockExportWords } from '../../shared/domain/stock-export'
import { localTime } from '../lib/local-time'
import { saveTable, type TableColumn } from '../lib/table-file'
import { yieldToLoop } from '../lib/yield'
import type { ChooseFile, Clock } from '../ports'
import type { StockViews } from './stock-views'

/** Some ten milliseconds of work. */
const ROWS_PER_STEP = 250

interface Deps {
  views: Pick<StockViews, 'ids' | 'rows'>
  chooseFile: ChooseFile
  clock: Pick<Clock, 'now'>
  stopping: AbortSignal
}

interface Asked {
  query: StockListing
  /** These products, whether they match or not; null: all that match. */
  productIds: readonly number[] | null
  columns: readonly StockColumn[]
  format: ExportFormat
  words: StockExportWords
}

/** Writes what the stock view lists into a file that the user chooses. */
export class StockExport {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Null: no file was chosen. Throws what `saveFile` throws. */
  async save(asked: Asked): Promise<{ file: string; products: number } | null> {
    const { views, chooseFile, clock } = this.#deps
    const day = localTime(clock.now()).slice(0, 10)
    const file = await chooseFile(`shelfwatch-stock-${day}.${asked.format}`)
    if (file === null) return null
    const ids = await views.ids(asked.query, asked.productIds)
    const products = await saveTable(file, {
      format: asked.format,
      sheet: asked.words.sheet,
      columns: columnsOf(asked),
      rows: this.#batches(ids, asked.query),
    })
    return { file, products }
  }

  async *#batches(ids: readonly number[], query: StockListing): AsyncGenerator<StockRow[]> {
    for (let first = 0; first < ids.length; first += ROWS_PER_STEP) {
      await yieldToLoop(this.#deps.stopping)
      yield await this.#deps.views.rows(ids.slice(first, first + ROWS_PER_STEP), query)
    }
  }
}

/** The product's column of the screen is three here. */
function columnsOf({ columns, words }: Pick<Asked, 'columns' | 'words'>): TableColumn<StockRow>[] {
  const read = readers(words)
  const others = columns.filter((column) => column !== 'product' && column !== 'trend')
  return [
    { head: words.columns.product, width: 40, read: (row) => row.name },
    { head: words.sku, width: 18, read: (row) => row.sku },
    { head: words.barcode, width: 18, read: (row) => row.barcode },
    ...others.map((column) => ({ head: words.columns[column], ...read[column] })),
  ]
}

function readers(
  words: StockExportWords,
): Record<Exclude<FileColumn, 'product'>, Omit<TableColumn<StockRow>, 'head'>> {
  const figure = (name: 'onHand' | 'allocated' | 'available' | 'onOrder' | 'inTransit') => ({
    width: 12,
    // What was never read is not known to be zero.
    read: (row: StockRow) => (row.updatedAt === null ? null : row[name]),
  })
  return {
    category: { width: 20, read: (row) => row.category },
    supplier: { width: 24, read: (row) => row.supplier },
    onHand: figure('onHand'),
    allocated: figure('allocated'),
    available: figure('available'),
    onOrder: figure('onOrder'),
    inTransit: figure('inTransit'),
    reorderPoint: { width: 12, read: (row) => row.reorderPoint },
    runOut: { width: 12, read: (row) => row.runOutDays },
    state: { width: 12, read: (row) => (row.updatedAt === null ? null : words.states[row.state]) },
    updatedAt: { width: 18, read: (row) => (row.updatedAt === null ? null : new Date(row.updatedAt)) },
  }
}
