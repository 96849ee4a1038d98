import type { Alert, AlertListing } from '../../shared/domain/alert'
import { type AlertExportWords, alertFileColumns } from '../../shared/domain/alert-export'
import type { ExportFormat } from '../../shared/domain/stock-export'
import { localTime } from '../lib/local-time'
import { saveTable, type TableColumn } from '../lib/table-file'
import { yieldToLoop } from '../lib/yield'
import type { ChooseFile, Clock } from '../ports'
import type { AlertQueries } from './alert-queries'

/** Some ten milliseconds of work. */
const ALERTS_PER_STEP = 250

interface Deps {
  alerts: Pick<AlertQueries, 'ids' | 'byIds'>
  chooseFile: ChooseFile
  clock: Pick<Clock, 'now'>
  stopping: AbortSignal
}

interface Asked {
  query: AlertListing
  format: ExportFormat
  words: AlertExportWords
}

/** Writes what the Alerts view lists into a file that the user chooses. */
export class AlertExport {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Null: no file was chosen. Throws what `saveFile` throws. */
  async save({ query, format, words }: Asked): Promise<{ file: string; alerts: number } | null> {
    const { chooseFile, clock } = this.#deps
    const file = await chooseFile(`shelfwatch-alerts-${localTime(clock.now()).slice(0, 10)}.${format}`)
    if (file === null) return null
    const rows = this.#batches(query)
    return {
      file,
      alerts: await saveTable(file, { format, sheet: words.sheet, columns: columnsOf(words), rows }),
    }
  }

  async *#batches(query: AlertListing): AsyncGenerator<Alert[]> {
    const ids = this.#deps.alerts.ids(query)
    for (let first = 0; first < ids.length; first += ALERTS_PER_STEP) {
      await yieldToLoop(this.#deps.stopping)
      yield this.#deps.alerts.byIds(query.connectionId, ids.slice(first, first + ALERTS_PER_STEP))
    }
  }
}

function columnsOf(words: AlertExportWords): TableColumn<Alert>[] {
  const shapes: Record<(typeof alertFileColumns)[number], Omit<TableColumn<Alert>, 'head'>> = {
    sku: { width: 18, read: ({ sku }) => sku },
    product: { width: 40, read: ({ name }) => name },
    location: { width: 20, read: ({ location }) => location },
    supplier: { width: 24, read: ({ supplier }) => supplier },
    available: { width: 12, read: ({ available }) => available },
    reorderPoint: { width: 12, read: ({ reorderPoint }) => reorderPoint || null },
    onOrder: { width: 12, read: ({ onOrder }) => onOrder },
    order: { width: 12, read: (alert) => alert.suggestedQuantity },
    state: { width: 12, read: (alert) => words.states[stateOf(alert)] },
  }
  return alertFileColumns.map((column) => ({ head: words.columns[column], ...shapes[column] }))
}

function stateOf({ state, band, coveredUntil }: Alert): keyof AlertExportWords['states'] {
  if (state === 'resolved') return 'ok'
  return coveredUntil === null ? band : 'incoming'
}
