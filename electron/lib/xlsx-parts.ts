import { DAY_MS } from './day'
/** A text stays text whatever it looks like. A date is shown by the computer's own clock. null: an empty cell. */
export type XlsxCell = string | number | Date | null

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Places in `cellXfs` of the style sheet below. */
const style = { date: 1, text: 2, head: 3 }
/** Built in: the date and time as the computer's region writes them, and text. */
const styles = `${HEAD}<styleSheet xmlns="${MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`

/** All of a workbook but its sheet: path inside the file → XML. */
export function workbookParts(sheetName: string): [path: string, xml: string][] {
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>
</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE_RELATIONS}">
<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">
<sheets><sheet name="${escapeXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE_RELATIONS}">
<Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles],
  ]
}

/** What stands before the rows: the first row stays in sight while the others scroll. */
export function sheetHead(widths: readonly number[]): string {
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols>${columns.join('')}</cols><sheetData>`
}

/** One row, counted from 1; the first is the head. */
export function sheetRow(cells: readonly XlsxCell[], row: number): string {
  const written = cells.map((cell, index) => writeCell(cell, `${columnName(index)}${row}`, row === 1))
  return `<row r="${row}">${written.join('')}</row>`
}

/** What stands after the rows: the head offers to filter. */
export function sheetTail(columns: number, rows: number): string {
  return `</sheetData><autoFilter ref="A1:${columnName(columns - 1)}${Math.max(1, rows)}"/></worksheet>`
}

function writeCell(cell: XlsxCell, place: string, isHead: boolean): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  if (typeof cell !== 'string') return `<c r="${place}" s="${style.date}"><v>${serialOf(cell)}</v></c>`
  const words = escapeXml(escapeCodes(cell.slice(0, LONGEST_TEXT)))
  const how = isHead ? style.head : style.text
  return `<c r="${place}" s="${how}" t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`
}

/** Excel takes no more in one cell. */
const LONGEST_TEXT = 32_767
const MINUTE_MS = 60_000
/** 1970-01-01 in days since the end of 1899, which is how Excel counts. */
const EPOCH_DAY = 25_569

/** Excel knows no time zones: what the clock on the wall shows, to the second. */
function serialOf(date: Date): number {
  const onTheWall = date.getTime() - date.getTimezoneOffset() * MINUTE_MS
  return Math.round(((Math.floor(onTheWall / 1000) * 1000) / DAY_MS + EPOCH_DAY) * 1e8) / 1e8
}

/** A, B, … Z, AA, … */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}

/** Excel reads `_x0041_` inside a text as the letter of that code. */
function escapeCodes(words: string): string {
  return words.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}

/** Control characters, half a letter, and what XML cannot hold at all. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeXml(words: string): string {
  return words.replace(UNWRITABLE, '').replaceAll(/[&<>"]/g, (character) => entities[character] ?? '')
}
