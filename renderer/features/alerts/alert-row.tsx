import { memo } from 'react'
import type { Alert } from '../../../shared/domain/alert'
import rows from '../../components/grid-rows.module.css'
import { ProviderText, showControls } from '../../components/provider-text'
import { formatDateTime, formatExact, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { StateChip } from '../stock/state-chip'
import styles from './alert-grid.module.css'
import { chipOf, describeHandling, describeOrder, describePoint, describeWhat } from './alert-words'
import type { AlertColumn } from './columns'

const words = text.alerts

interface AlertRowProps {
  /** Place among all alerts, and line of the list. */
  index: number
  line: number
  /** Undefined while its block is being read. */
  alert: Alert | undefined
  columns: readonly AlertColumn[]
  top: number
  now: number
  isSelected: boolean
  /** The one row that the Tab key reaches. */
  isActive: boolean
}

/** One alert. The grid listens for clicks and keys. */
export const AlertRow = memo(function AlertRow(props: AlertRowProps) {
  const { alert, columns, now, isSelected } = props
  return (
    <div
      role="row"
      aria-rowindex={props.line + 2}
      aria-selected={isSelected}
      aria-busy={alert === undefined || undefined}
      tabIndex={props.isActive ? 0 : -1}
      data-index={props.index}
      className={`${rows.row} ${styles.row}`}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {columns.map((column, position) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={position + 1}
          data-column={column}
          className={rows.cell}
        >
          {alert ? (
            <Content column={column} alert={alert} now={now} isSelected={isSelected} />
          ) : (
            <span className={styles.pending} />
          )}
        </div>
      ))}
    </div>
  )
})

interface ContentProps {
  column: AlertColumn
  alert: Alert
  now: number
  isSelected: boolean
}

function Content({ column, alert, now, isSelected }: ContentProps) {
  switch (column) {
    case 'select':
      return (
        <input
          type="checkbox"
          tabIndex={-1}
          readOnly
          checked={isSelected}
          aria-label={words.select(showControls(alert.name), showControls(alert.location))}
          className={styles.check}
        />
      )
    case 'product':
      return (
        <span className={rows.twoLines} title={showControls(`${alert.name} · ${alert.sku}`)}>
          <ProviderText className={rows.name}>{alert.name || text.stock.unnamed}</ProviderText>
          <ProviderText className={rows.small}>{alert.sku}</ProviderText>
        </span>
      )
    case 'location':
      return <ProviderText>{alert.location}</ProviderText>
    case 'available':
      return <b className={styles.available}>{formatNumber(alert.available)}</b>
    case 'reorderPoint':
      return describePoint(alert.reorderPoint)
    case 'order':
      return describeOrder(alert.suggestedQuantity)
    case 'since':
      return <span title={formatExact(alert.openedAt)}>{formatDateTime(alert.openedAt, now)}</span>
    case 'what':
      return <What alert={alert} now={now} />
    case 'handled':
      return <Handled alert={alert} now={now} />
    case 'state':
      return <StateChip state={alert.state === 'resolved' ? 'ok' : chipOf(alert, now)} />
  }
}

function What({ alert, now }: { alert: Alert; now: number }) {
  const { story, outlook } = describeWhat(alert, now)
  return (
    <span className={rows.twoLines}>
      <span className={rows.name} title={story}>
        {story}
      </span>
      {outlook && alert.state !== 'resolved' && <span className={rows.small}>{outlook}</span>}
    </span>
  )
}

/** What was noted, until when it is quiet, or when it recovered: by the tab that it is in. */
function Handled({ alert, now }: { alert: Alert; now: number }) {
  switch (alert.state) {
    case 'acknowledged':
      return (
        <span className={rows.twoLines} title={alert.note}>
          {alert.note && <span className={rows.name}>{alert.note}</span>}
          {alert.handledBy && <span className={rows.small}>{words.by(alert.handledBy)}</span>}
        </span>
      )
    case 'snoozed':
      return <Moment at={alert.snoozedUntil} now={now} />
    case 'resolved': {
      const handling = describeHandling(alert)
      return (
        <span className={rows.twoLines}>
          <Moment at={alert.resolvedAt} now={now} />
          {handling && (
            <span className={rows.small} title={handling}>
              {handling}
            </span>
          )}
        </span>
      )
    }
    case 'open':
      return null
  }
}

function Moment({ at, now }: { at: number | null; now: number }) {
  if (at === null) return null
  return (
    <span className={rows.name} title={formatExact(at)}>
      {formatDateTime(at, now)}
    </span>
  )
}
