import type { HandlersOf } from '../../shared/ipc/contract'
import type { AlertExport } from '../alerts/alert-export'
import type { AlertMonitor } from '../alerts/alert-monitor'
import type { AlertQueries } from '../alerts/alert-queries'
import type { Connections } from '../connections/connections'

export function alertHandlers(deps: {
  connections: Connections
  alerts: AlertMonitor
  alertQueries: AlertQueries
  alertExport: AlertExport
}): HandlersOf<'alerts'> {
  const { connections, alerts, alertQueries, alertExport } = deps
  const known = (connectionId: string) => connections.get(connectionId).id
  return {
    'alerts.list': (query) => alertQueries.list({ ...query, connectionId: known(query.connectionId) }),
    'alerts.export': (asked) => {
      known(asked.query.connectionId)
      return alertExport.save(asked)
    },
    'alerts.counts': ({ connectionId }) => alertQueries.counts(known(connectionId)),
    'alerts.acknowledge': ({ connectionId, alertIds, note }) => ({
      changed: alerts.handle(known(connectionId), alertIds, { kind: 'acknowledge', note }),
    }),
    'alerts.snooze': ({ connectionId, alertIds, until }) => ({
      changed: alerts.handle(known(connectionId), alertIds, { kind: 'snooze', until }),
    }),
    'alerts.reopen': ({ connectionId, alertIds }) => ({
      changed: alerts.handle(known(connectionId), alertIds, { kind: 'reopen' }),
    }),
    'alerts.ofProduct': ({ connectionId, productId }) =>
      alertQueries.ofProduct(known(connectionId), productId),
  }
}
