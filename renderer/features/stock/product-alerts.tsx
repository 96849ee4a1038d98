import { Button, Menu } from '@mantine/core'
import { useId, useState } from 'react'
import type { Alert, AlertEvent } from '../../../shared/domain/alert'
import { FailedState } from '../../components/list-states'
import { ProviderText, showControls } from '../../components/provider-text'
import {
  formatCalendarDay,
  formatDateTime,
  formatDateTimeInSentence,
  formatExact,
  formatNumber,
} from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { AcknowledgeDialog, SnoozeDialog } from '../alerts/alert-dialogs'
import { SnoozeItems } from '../alerts/alert-menus'
import { describeEvent } from '../alerts/event-words'
import { useAlertActions } from '../alerts/use-alert-actions'
import styles from './product-alerts.module.css'
import panelStyles from './product-panel.module.css'

const words = text.productAlerts

/** What is low of a product now, what can be done about it, and what happened before. */
export function ProductAlerts({ productId, now }: { productId: number; now: number }) {
  const { id: connectionId } = useConnection()
  const headingId = useId()
  const alerts = useCall('alerts.ofProduct', { connectionId, productId })
  if (alerts.isPending) return null
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId} className={panelStyles.heading}>
        {words.heading}
      </h3>
      {alerts.isError ? (
        <FailedState error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : (
        <>
          {alerts.data.alerts.map((alert) => (
            <LiveAlert key={alert.id} alert={alert} now={now} />
          ))}
          <Log events={alerts.data.log} now={now} />
        </>
      )}
    </section>
  )
}

function LiveAlert({ alert, now }: { alert: Alert; now: number }) {
  const actions = useAlertActions()
  const [dialog, setDialog] = useState<'acknowledge' | 'snooze' | null>(null)
  const ids = [alert.id]
  const status = describeStatus(alert, now)
  const failure = actions.outcome?.hasFailed ? actions.outcome.words : null
  const close = () => {
    actions.forgetOutcome()
    setDialog(null)
  }
  const closeIfDone = async (done: Promise<boolean>) => {
    if (await done) setDialog(null)
  }
  const asked = { count: 1, isBusy: actions.isBusy, failure, onClose: close }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div role="group" aria-label={words.actionsOf(showControls(alert.location))} className={styles.alert}>
      <p>
        <ProviderText>
          {words.stands(
            words.bands[alert.band],
            alert.location,
            formatNumber(alert.available),
            formatNumber(alert.reorderPoint),
          )}
        </ProviderText>
      </p>
      {status && <p className={styles.dim}>{status}</p>}
      <div className={styles.actions}>
        {alert.state === 'open' ? (
          <>
            <Button onClick={() => setDialog('acknowledge')}>{text.alerts.acknowledge}</Button>
            <Menu position="bottom-start" withinPortal={false} withInitialFocusPlaceholder={false}>
              <Menu.Target>
                <Button variant="default">{text.alerts.snooze}</Button>
              </Menu.Target>
              <Menu.Dropdown aria-label={text.alerts.snooze}>
                <SnoozeItems
                  onSnooze={(until) => void actions.snooze(ids, until)}
                  onDate={() => setDialog('snooze')}
                />
              </Menu.Dropdown>
            </Menu>
          </>
        ) : (
          <Button variant="default" onClick={() => void actions.reopen(ids)}>
            {text.alerts.reopen}
          </Button>
        )}
      </div>
      {failure && dialog === null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      {dialog === 'acknowledge' && (
        <AcknowledgeDialog
          {...asked}
          onAcknowledge={(note) => void closeIfDone(actions.acknowledge(ids, note))}
        />
      )}
      {dialog === 'snooze' && (
        <SnoozeDialog {...asked} onSnooze={(until) => void closeIfDone(actions.snooze(ids, until))} />
      )}
    </div>
  )
}

function describeStatus(alert: Alert, now: number): string | null {
  const { state, handledBy, note, snoozedUntil, coveredUntil } = alert
  if (state === 'snoozed' && snoozedUntil !== null)
    return words.snoozedUntil(formatDateTimeInSentence(snoozedUntil, now))
  if (state === 'acknowledged') {
    const by = handledBy ? words.acknowledgedBy(handledBy) : words.acknowledged
    return note ? `${by}: ${words.note(showControls(note))}` : by
  }
  return coveredUntil === null ? null : words.coveredUntil(formatCalendarDay(coveredUntil, now))
}

function Log({ events, now }: { events: AlertEvent[]; now: number }) {
  const hasManyPlaces = new Set(events.map(({ location }) => location)).size > 1
  if (events.length === 0) return <p className={panelStyles.quiet}>{words.none}</p>
  return (
    <ul aria-label={words.log} className={styles.log}>
      {events.map((event) => (
        <li key={event.id}>
          <span className={panelStyles.when} title={formatExact(event.at)}>
            {formatDateTime(event.at, now)}
          </span>
          <ProviderText>
            {hasManyPlaces ? words.at(describeEvent(event), event.location) : describeEvent(event)}
          </ProviderText>
        </li>
      ))}
    </ul>
  )
}
