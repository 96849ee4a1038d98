import { type KeyboardEvent, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Alert } from '../../../shared/domain/alert'
import { ProviderText, showControls } from '../../components/provider-text'
import { formatAge, formatComingDay, formatExact, formatNumber } from '../../lib/format'
import { nextIndex } from '../../lib/next-index'
import { describeDaysLeft } from '../../lib/run-out-words'
import { text } from '../../lib/text'
import { chipOf, describeOrder, describePoint } from '../alerts/alert-words'
import { StateChip } from '../stock/state-chip'
import styles from './attention-table.module.css'

const words = text.today
const columns = [
  'product',
  'location',
  'available',
  'reorderPoint',
  'onOrder',
  'runsOut',
  'order',
  'state',
  'age',
] as const
const PAGE_ROWS = 10

/** The worst first. A row opens its product; arrow keys go from row to row. */
export function AttentionTable({ alerts, now }: { alerts: readonly Alert[]; now: number }) {
  const [, navigate] = useLocation()
  const [active, setActive] = useState(0)
  const reachable = Math.min(active, alerts.length - 1)
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const next = nextIndex(event.key, reachable, alerts.length, PAGE_ROWS)
    if (next === null || !(event.target instanceof HTMLAnchorElement)) return
    event.preventDefault()
    setActive(next)
    event.currentTarget.querySelectorAll<HTMLElement>('[data-opens-product]')[next]?.focus()
  }
  const areRunOutsKnown = alerts.some(({ runOutDays }) => runOutDays !== null)
  return (
    <table
      aria-label={words.table}
      className={styles.table}
      data-run-outs={areRunOutsKnown || undefined}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert, index) => (
          <tr
            key={alert.id}
            className={styles.row}
            onClick={() => navigate(`/stock/${alert.productId}`)}
            onFocus={() => setActive(index)}
          >
            <td
              data-column="product"
              title={showControls([alert.name, alert.sku, alert.supplier].filter(Boolean).join(' · '))}
            >
              <Link
                to={`/stock/${alert.productId}`}
                data-opens-product
                tabIndex={index === reachable ? 0 : -1}
                className={styles.opener}
                onClick={(event) => event.stopPropagation()}
              >
                <ProviderText className={styles.name}>{alert.name || text.stock.unnamed}</ProviderText>
                <span className={styles.small}>
                  <ProviderText>{alert.sku}</ProviderText>
                  {alert.supplier && (
                    <>
                      {' · '}
                      <ProviderText>{alert.supplier}</ProviderText>
                    </>
                  )}
                </span>
              </Link>
            </td>
            <td data-column="location">
              <ProviderText>{alert.location}</ProviderText>
            </td>
            <td data-column="available">{formatNumber(alert.available)}</td>
            <td data-column="reorderPoint">{describePoint(alert.reorderPoint)}</td>
            <td data-column="onOrder">{describeOnOrder(alert)}</td>
            <td data-column="runsOut">{daysLeft(alert)}</td>
            <td data-column="order">{describeOrder(alert.suggestedQuantity)}</td>
            <td data-column="state">
              <StateChip state={chipOf(alert, now)} />
            </td>
            <td
              data-column="age"
              title={alert.confirmedAt === null ? undefined : formatExact(alert.confirmedAt)}
            >
              {alert.confirmedAt === null ? text.stock.never : formatAge(alert.confirmedAt, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** "24 · Fri 27 Nov", "24" without a date, "none". Where it takes two lines, the day stays in one piece. */
export function describeOnOrder({
  onOrder,
  nextDeliveryAt,
}: Pick<Alert, 'onOrder' | 'nextDeliveryAt'>): string {
  if (onOrder <= 0) return words.none
  const count = formatNumber(onOrder)
  if (nextDeliveryAt === null) return count
  return words.onOrder(count, formatComingDay(nextDeliveryAt).replaceAll(' ', '\u00a0'))
}

function daysLeft({ runOutDays, band }: Pick<Alert, 'runOutDays' | 'band'>): string {
  return runOutDays === null || band === 'out' ? words.nothing : describeDaysLeft(runOutDays)
}
