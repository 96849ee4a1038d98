import { Redirect, Route, Switch } from 'wouter'
import { FailedState } from './components/list-states'
import { AlertsView } from './features/alerts/alerts-view'
import { ConnectView } from './features/connections/connect-view'
import { Frame } from './features/frame/frame'
import { SettingsView } from './features/settings/settings-view'
import { StockView } from './features/stock/stock-view'
import { StockPlaceProvider } from './features/stock/use-kept-place'
import { HistoryView } from './features/sync/history-view'
import { TodayView } from './features/today/today-view'
import { useCall } from './lib/use-call'
import { ConnectionContext } from './lib/use-connection'

/** Without a connection there is one view: Connect. With one, the frame and the views in it. */
export function Routes() {
  const connections = useCall('connections.list', {})
  if (connections.isPending) return null
  if (connections.isError) {
    return <FailedState error={connections.error} onRetry={() => void connections.refetch()} />
  }
  const [connection] = connections.data
  if (!connection) return <ConnectView />
  return (
    <ConnectionContext value={connection}>
      <Frame>
        <StockPlaceProvider>
          <Switch>
            <Route path="/today" component={TodayView} />
            <Route path="/stock/:productId?">
              {({ productId }) => <StockView openProductId={productId ? Number(productId) : null} />}
            </Route>
            <Route path="/alerts" component={AlertsView} />
            <Route path="/history" component={HistoryView} />
            <Route path="/settings/:dialog?" component={SettingsView} />
            <Route>
              <Redirect to="/today" replace />
            </Route>
          </Switch>
        </StockPlaceProvider>
      </Frame>
    </ConnectionContext>
  )
}
