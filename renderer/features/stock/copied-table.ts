import type { StockColumn, StockRow } from '../../../shared/domain/stock'
import { tableColumns } from './cell-values'

/** Rows as a table for the clipboard: once for text fields, once for programs that know tables. Figures are plain numbers. */
export function copiedTable(rows: readonly StockRow[], columns: readonly StockColumn[]) {
  const shapes = tableColumns(columns)
  const lines = [
    shapes.map(({ head }) => head),
    ...rows.map((row) => shapes.map(({ kind, read }) => write(read(row), kind === 'time'))),
  ]
  const html = lines.map((cells, line) => {
    const tag = line === 0 ? 'th' : 'td'
    return `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  })
  return {
    plain: lines.map((cells) => cells.join('\t')).join('\n'),
    html: `<table>${html.join('')}</table>`,
  }
}

/** Tabs and line ends would begin another cell. */
function write(value: string | number | null, isTime: boolean): string {
  if (value === null) return ''
  if (isTime) return new Date(value).toLocaleString('sv-SE')
  return String(value).replaceAll(/[\t\r\n]+/g, ' ')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escapeHtml(words: string): string {
  return words.replaceAll(/[&<>]/g, (character) => entities[character] ?? '')
}
