import type { StockColumn, StockListing, StockRow } from '../../shared/domain/stock'
import type { ExportFormat, FileColumn, StockExportWords } from '../../shared/domain/stock-export'
import { BYTE_ORDER_MARK, csvLine } from '../lib/csv'
import { localTime } from '../lib/local-time'
import { saveFile } from '../lib/save-file'
import { xlsxFile } from '../lib/xlsx'
import type { XlsxCell } from '../lib/xlsx-parts'
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
    const written = { products: 0 }
    const columns = columnsOf(asked)
    const batches = this.#batches(ids, asked.query, columns, written)
    const sheet = { name: asked.words.sheet, widths: columns.map(({ width }) => width) }
    await saveFile(file, asked.format === 'csv' ? csvFile(batches) : xlsxFile(sheet, batches))
    return { file, ...written }
  }

  /** The head, then a few rows at a time. `written` counts those that were still there. */
  async *#batches(
    ids: readonly number[],
    query: StockListing,
    columns: readonly FileColumnShape[],
    written: { products: number },
  ): AsyncGenerator<XlsxCell[][]> {
    yield [columns.map(({ head }) => head)]
    for (let first = 0; first < ids.length; first += ROWS_PER_STEP) {
      await yieldToLoop(this.#deps.stopping)
      const rows = await this.#deps.views.rows(ids.slice(first, first + ROWS_PER_STEP), query)
      written.products += rows.length
      yield rows.map((row) => columns.map(({ read }) => read(row)))
    }
  }
}

async function* csvFile(batches: AsyncIterable<XlsxCell[][]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK
  for await (const batch of batches) {
    yield batch.map((cells) => csvLine(cells.map(plain))).join('')
  }
}

function plain(cell: XlsxCell): string | number | null {
  return cell instanceof Date ? localTime(cell.getTime()) : cell
}

interface FileColumnShape {
  head: string
  /** In characters. */
  width: number
  read: (row: StockRow) => XlsxCell
}

/** The product's column of the screen is three here. */
function columnsOf({ columns, words }: Pick<Asked, 'columns' | 'words'>): FileColumnShape[] {
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
): Record<Exclude<FileColumn, 'product'>, Omit<FileColumnShape, 'head'>> {
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
