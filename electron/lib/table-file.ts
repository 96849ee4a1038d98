import type { ExportFormat } from '../../shared/domain/stock-export'
import { BYTE_ORDER_MARK, csvLine } from './csv'
import { localTime } from './local-time'
import { saveFile } from './save-file'
import { xlsxFile } from './xlsx'
import type { XlsxCell } from './xlsx-parts'

export interface TableColumn<Row> {
  head: string
  /** In characters. */
  width: number
  read: (row: Row) => XlsxCell
}

interface Table<Row> {
  format: ExportFormat
  /** Name of the Excel sheet. */
  sheet: string
  columns: readonly TableColumn<Row>[]
  /** Some at a time, so that a long list does not wait in memory. */
  rows: AsyncIterable<readonly Row[]>
}

/** Writes a list with its head into a file that the user chose; returns how many rows. Throws what `saveFile` throws. */
export async function saveTable<Row>(file: string, table: Table<Row>): Promise<number> {
  const { format, sheet, columns, rows } = table
  let written = 0
  async function* batches(): AsyncGenerator<XlsxCell[][]> {
    yield [columns.map(({ head }) => head)]
    for await (const some of rows) {
      written += some.length
      yield some.map((row) => columns.map(({ read }) => read(row)))
    }
  }
  const widths = columns.map(({ width }) => width)
  await saveFile(file, format === 'csv' ? csvFile(batches()) : xlsxFile({ name: sheet, widths }, batches()))
  return written
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
