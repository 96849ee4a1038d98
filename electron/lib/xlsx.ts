// Its build for Node declares a `require` of its own, which the bundle has already.
import { strToU8, Zip, ZipDeflate } from 'fflate/browser'
import { sheetHead, sheetRow, sheetTail, workbookParts, type XlsxCell } from './xlsx-parts'

const SHEET = 'xl/worksheets/sheet1.xml'

/**
 * An Excel workbook (Office Open XML) with one sheet, part by part as the rows come: the first is its head. What waits in
 * memory is one batch of rows, so that a long list neither fills the memory nor holds up the loop.
 *
 * @param widths of the columns, in characters
 */
export async function* xlsxFile(
  sheet: { name: string; widths: readonly number[] },
  batches: AsyncIterable<readonly (readonly XlsxCell[])[]>,
): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, part) => {
    if (error) failure = error
    else parts.push(part)
  })
  const take = () => {
    if (failure) throw failure
    return parts.splice(0)
  }
  const add = (path: string) => {
    const file = new ZipDeflate(path, { level: 6 })
    zip.add(file)
    return (words: string, isLast: boolean) => file.push(strToU8(words), isLast)
  }

  for (const [path, words] of workbookParts(sheet.name)) add(path)(words, true)
  const write = add(SHEET)
  write(sheetHead(sheet.widths), false)
  let row = 0
  for await (const batch of batches) {
    write(batch.map((cells) => sheetRow(cells, ++row)).join(''), false)
    yield* take()
  }
  write(sheetTail(sheet.widths.length, row), true)
  zip.end()
  yield* take()
}
