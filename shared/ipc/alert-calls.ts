import { z } from 'zod'
import { AlertCounts, AlertListing, AlertPage, AlertQuery, ProductAlerts } from '../domain/alert'
import { AlertExportWords } from '../domain/alert-export'
import { ExportFormat } from '../domain/stock-export'

const connectionId = z.uuid()
const alertIds = z.array(z.number().int()).min(1).max(5000)
const note = z.string().trim().max(500)
/** Alerts that were in a state in which this could be done. */
const changed = z.object({ changed: z.number().int() })

export const alertCalls = {
  'alerts.list': { input: AlertQuery, output: AlertPage },
  /**
   * Asks the user for a file and writes the list into it. Null: none was chosen. A `storage_…` code when it cannot be
   * written.
   */
  'alerts.export': {
    input: z.object({ query: AlertListing, format: ExportFormat, words: AlertExportWords }),
    output: z.object({ file: z.string(), alerts: z.number().int() }).nullable(),
  },
  'alerts.counts': { input: z.object({ connectionId }), output: AlertCounts },
  /** Someone takes care of it: quiet until it gets a band worse. */
  'alerts.acknowledge': { input: z.object({ connectionId, alertIds, note }), output: changed },
  /** Quiet until then, or until it gets a band worse. `until`: epoch ms. */
  'alerts.snooze': { input: z.object({ connectionId, alertIds, until: z.number().int() }), output: changed },
  /** Takes back an acknowledgement or a snooze. */
  'alerts.reopen': { input: z.object({ connectionId, alertIds }), output: changed },
  'alerts.ofProduct': {
    input: z.object({ connectionId, productId: z.number().int() }),
    output: ProductAlerts,
  },
}
