/** First in a file. Without it, spreadsheets take the file for one in the system's old code page. */
export const BYTE_ORDER_MARK = '\uFEFF'
/** Shown before the text by no spreadsheet, and keeps it from being taken for a formula. */
const GUARD = "'"
/** How a formula may begin; some spreadsheets look past blanks and take the wide forms as well. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/

/**
 * One record of a CSV file (RFC 4180), with its line end. Text is always quoted, so that it stays in its cell
 * whatever a spreadsheet takes for a separator, and guarded where it looks like a formula. null: an empty cell.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: string | number | null): string {
  if (typeof cell === 'number') return `${cell}`
  if (cell === null) return ''
  const guarded = FORMULA.test(cell) ? `${GUARD}${cell}` : cell
  return `"${guarded.replaceAll('"', '""')}"`
}
