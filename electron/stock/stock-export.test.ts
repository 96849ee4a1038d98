import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StockColumn, StockState } from '../../shared/domain/stock'
import { type ExportFormat, FileColumn, type StockExportWords } from '../../shared/domain/stock-export'
import { aLocation, aProduct, aStockRow } from '../testing/factories'
import { IndexSetup, signal, whole } from '../testing/stock-setup'
import { StockExport } from './stock-export'

const words: StockExportWords = {
  sheet: 'Stock & more',
  columns: asThemselves(FileColumn.options),
  sku: 'sku',
  barcode: 'barcode',
  states: asThemselves(StockState.options),
}
const columns: StockColumn[] = ['product', 'trend', 'available', 'state', 'updatedAt']
const readAt = new Date(2026, 10, 24, 9, 26, 5).getTime()

describe('exporting stock', () => {
  let shop: IndexSetup
  let folder: string
  let suggested: string | null

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shelfwatch-export-'))
    suggested = null
    shop = new IndexSetup()
    shop.now = readAt
    const run = shop.startRun()
    run.putLocations([aLocation({ name: 'Main', isDefault: true })])
    run.putProducts([
      aProduct({ sku: '=1+1', name: 'Ánis <tea> & "co" _x0041_\u0001', barcode: '00942' }),
      aProduct({ sku: '007', name: 'Oil', barcode: '' }),
    ])
    run.putStock([
      aStockRow({ sku: '=1+1', onHand: 0, available: -2.5 }),
      aStockRow({ sku: '007', onHand: 1234 }),
    ])
    await run.commitStock(whole, signal)
    await shop.index.reload()
  })

  afterEach(() => {
    shop.db.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function save(
    format: ExportFormat,
    { to = format as string | null, productIds = null as number[] | null } = {},
  ) {
    const exporter = new StockExport({
      views: {
        ids: async (...asked) => shop.index.ids(...asked),
        rows: async (...asked) => shop.index.rows(...asked),
      },
      clock: shop.clock,
      stopping: signal,
      async chooseFile(name) {
        suggested = name
        return to && join(folder, to)
      },
    })
    const query = { ...shop.listing(), sort: { column: 'available', descending: false } as const }
    return exporter.save({ query, productIds, columns, format, words })
  }

  it('writes CSV that no spreadsheet takes for formulas, in the order and columns of the view', async () => {
    const file = join(folder, 'csv')
    expect(await save('csv')).toEqual({ file, products: 2 })
    expect(suggested).toBe('shelfwatch-stock-2026-11-24.csv')
    expect(readFileSync(file, 'utf8').split('\r\n')).toEqual([
      '\uFEFF"product","sku","barcode","available","state","updatedAt"',
      '"Ánis <tea> & ""co"" _x0041_\u0001","\'=1+1","00942",-2.5,"out","2026-11-24 09:26:05"',
      '"Oil","007","",1234,"ok","2026-11-24 09:26:05"',
      '',
    ])
  })

  it('writes an Excel sheet whose numbers are numbers, whose codes are text and whose times are dates', async () => {
    await save('xlsx')
    expect(suggested).toBe('shelfwatch-stock-2026-11-24.xlsx')
    const parts = unzipSync(readFileSync(join(folder, 'xlsx')))
    const part = (path: string) => strFromU8(parts[path] ?? new Uint8Array())
    expect(part('xl/workbook.xml')).toContain('name="Stock &amp; more"')
    expect(part('[Content_Types].xml')).toContain('/xl/worksheets/sheet1.xml')
    const cells = [...part('xl/worksheets/sheet1.xml').matchAll(/<c r="(\w+)"([^>]*)>(.*?)<\/c>/g)].map(
      ([, place, how, inside]) => [
        place,
        /t="inlineStr"/.test(how!) ? 'text' : 'number',
        inside!.replaceAll(/<[^>]+>/g, ''),
      ],
    )
    const day = (Date.UTC(2026, 10, 24, 9, 26, 5) / 86_400_000 + 25_569).toFixed(8)
    expect(cells.slice(6)).toEqual([
      ['A2', 'text', 'Ánis &lt;tea&gt; &amp; &quot;co&quot; _x005F_x0041_'],
      ['B2', 'text', '=1+1'],
      ['C2', 'text', '00942'],
      ['D2', 'number', '-2.5'],
      ['E2', 'text', 'out'],
      ['F2', 'number', day],
      ['A3', 'text', 'Oil'],
      ['B3', 'text', '007'],
      ['D3', 'number', '1234'],
      ['E3', 'text', 'ok'],
      ['F3', 'number', day],
    ])
    expect(part('xl/worksheets/sheet1.xml')).toMatch(/<c r="F2" s="1">/)
    expect(part('xl/worksheets/sheet1.xml')).toContain('<autoFilter ref="A1:F3"/>')
  })

  it('writes only the selected products when there is a selection', async () => {
    expect(await save('csv', { productIds: [shop.productId('007'), 99_999] })).toMatchObject({ products: 1 })
    expect(readFileSync(join(folder, 'csv'), 'utf8')).not.toContain('Ánis')
  })

  it('writes nothing when no file was chosen', async () => {
    expect(await save('csv', { to: null })).toBeNull()
  })

  it('says that a folder is gone, and leaves nothing behind', async () => {
    await expect(save('xlsx', { to: join('gone', 'stock.xlsx') })).rejects.toMatchObject({
      code: 'storage_failed',
    })
  })

  it('lets other work in between, and writes every one of many products', async () => {
    const run = shop.startRun()
    run.putProducts(Array.from({ length: 1000 }, (_, n) => aProduct({ sku: `P${n}`, name: `P${n}` })))
    await shop.index.reload()
    let turns = 0
    const count = setInterval(() => turns++, 0)
    const saved = await save('xlsx')
    clearInterval(count)
    expect(saved).toMatchObject({ products: 1002 })
    expect(turns).toBeGreaterThan(1)
    const sheet = unzipSync(readFileSync(join(folder, 'xlsx')))['xl/worksheets/sheet1.xml']!
    expect(strFromU8(sheet).match(/<row /g)).toHaveLength(1003)
  })
})

function asThemselves<K extends string>(names: readonly K[]): Record<K, string> {
  return Object.fromEntries(names.map((name) => [name, name as string])) as Record<K, string>
}
