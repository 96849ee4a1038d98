import { z } from 'zod'
import { AlertCounts, AlertPage, AlertQuery, ProductAlerts } from '../domain/alert'

const connectionId = z.uuid()
const alertIds = z.array(z.number().int()).min(1).max(5000)
const note = z.string().trim().max(500)
/** Alerts that were in a state in which this could be done. */
const changed = z.object({ changed: z.number().int() })

export const alertCalls = {
  'alerts.list': { input: AlertQuery, output: AlertPage },
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
