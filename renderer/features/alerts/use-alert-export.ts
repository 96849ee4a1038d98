import type { AlertExportWords } from '../../../shared/domain/alert-export'
import type { ExportFormat } from '../../../shared/domain/stock-export'
import { text } from '../../lib/text'
import { useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import type { AlertChoice } from './use-alerts'

const { out, critical, low, incoming, ok } = text.stock.states
const { title: sheet, fileColumns: columns } = text.alerts
const words: AlertExportWords = { sheet, columns, states: { out, critical, low, incoming, ok } }

/** Saves the alerts that are listed into a file that the user chooses, and how that went. */
export function useAlertExport(choice: AlertChoice) {
  const { id: connectionId } = useConnection()
  const { mutate, reset, isPending, error, data } = useAction('alerts.export')
  return {
    start: (format: ExportFormat) => mutate({ query: { ...choice, connectionId }, format, words }),
    forget: reset,
    isPending,
    error,
    /** undefined: not done yet; null: the user chose no file. */
    saved: data,
  }
}

export type AlertExport = ReturnType<typeof useAlertExport>
