import type { Alert } from '../../../shared/domain/alert'
import { alertFileColumns } from '../../../shared/domain/alert-export'
import type { StockSummary } from '../../../shared/domain/stock'
import { useApi } from '../../lib/api'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'
import type { TableColumn } from '../stock/cell-values'
import { PrintButton, usePrinting } from '../stock/print-button'
import { MOST_PRINTED, type Sheet } from '../stock/print-sheet'
import { chipOf } from './alert-words'
import type { AlertChoice } from './use-alerts'

/** The most that one call may ask for. */
const ALERTS_PER_READ = 500

const words = text.alerts

interface PrintAlertsProps {
  choice: AlertChoice
  summary: StockSummary | undefined
  isEmpty: boolean
  onError: (error: Error) => void
}

/** Puts what is listed on paper, as it goes into a file. */
export function PrintAlerts({ choice, summary, isEmpty, onError }: PrintAlertsProps) {
  const api = useApi()
  const { id: connectionId, companyName } = useConnection()
  const read = async (): Promise<Sheet<Alert>> => {
    const rows: Alert[] = []
    let total = MOST_PRINTED
    while (rows.length < Math.min(total, MOST_PRINTED)) {
      const place = { offset: rows.length, limit: ALERTS_PER_READ }
      const page = await api.call('alerts.list', { ...choice, connectionId, ...place })
      if (page.alerts.length === 0) break
      rows.push(...page.alerts)
      total = page.total
    }
    const now = Date.now()
    return {
      heading: words.print.heading(companyName),
      about: describeAlertChoice(choice, summary),
      columns: columnsAt(now),
      rows,
      keyOf: ({ id }) => id,
      cut: rows.length < total ? words.print.cut(formatNumber(rows.length), formatNumber(total)) : null,
    }
  }
  return <PrintButton printing={usePrinting({ read, isEmpty, onError })} />
}

function describeAlertChoice({ state, locationId }: AlertChoice, summary: StockSummary | undefined): string {
  const location = summary?.locations.find(({ id }) => id === locationId)
  return `${words.tabs[state]} · ${location ? `${words.location}: ${location.name}` : words.anyLocation}`
}

function columnsAt(now: number): TableColumn<Alert>[] {
  const shapes: Record<(typeof alertFileColumns)[number], Omit<TableColumn<Alert>, 'head'>> = {
    sku: { kind: 'words', read: ({ sku }) => sku },
    product: { kind: 'words', read: ({ name }) => name || text.stock.unnamed },
    location: { kind: 'words', read: ({ location }) => location },
    supplier: { kind: 'words', read: ({ supplier }) => supplier },
    available: { kind: 'figure', read: ({ available }) => available },
    reorderPoint: { kind: 'figure', read: ({ reorderPoint }) => reorderPoint || null },
    onOrder: { kind: 'figure', read: ({ onOrder }) => onOrder },
    order: { kind: 'figure', read: ({ suggestedQuantity }) => suggestedQuantity || null },
    state: {
      kind: 'words',
      read: (alert) => text.stock.states[alert.state === 'resolved' ? 'ok' : chipOf(alert, now)],
    },
  }
  return alertFileColumns.map((column) => ({ head: words.fileColumns[column], ...shapes[column] }))
}
