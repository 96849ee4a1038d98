import { Fragment, useId } from 'react'
import type { Incoming, IncomingOrder } from '../../../shared/domain/stock'
import { quantity } from '../../../shared/quantity'
import { ProviderText } from '../../components/provider-text'
import { formatAge, formatCalendarDay, formatExact, formatNumber, isPastDay } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './product-incoming.module.css'
import panelStyles from './product-panel.module.css'

const words = text.product.incoming

interface ProductIncomingProps {
  incoming: Incoming
  now: number
}

/** What open purchase orders will bring of the product, the soonest first. */
export function ProductIncoming({ incoming: { orders, isComplete, readAt }, now }: ProductIncomingProps) {
  const headingId = useId()
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId} className={panelStyles.heading}>
        {words.heading}
      </h3>
      {orders.length === 0 ? (
        <p className={panelStyles.quiet}>{isComplete ? words.none : words.noneRead}</p>
      ) : (
        <>
          <Total orders={orders} isComplete={isComplete} />
          <ul className={styles.orders}>
            {orders.map((order) => (
              <Order key={order.orderId} order={order} now={now} />
            ))}
          </ul>
        </>
      )}
      <div className={styles.notes}>
        {!isComplete && <p>{words.incomplete}</p>}
        <p title={formatExact(readAt)}>{words.source(formatAge(readAt, now))}</p>
      </div>
    </section>
  )
}

/** With a plus when more may be coming. */
function Total({ orders, isComplete }: { orders: IncomingOrder[]; isComplete: boolean }) {
  const units = formatNumber(quantity(orders.reduce((sum, { outstanding }) => sum + outstanding, 0)))
  if (isComplete) return <p className={styles.total}>{words.total(units, orders.length)}</p>
  return (
    <p className={styles.total}>
      <span aria-hidden>{words.total(`${units}+`, orders.length)}</span>
      <span className="visually-hidden">{words.atLeast(words.total(units, orders.length))}</span>
    </p>
  )
}

function Order({ order, now }: { order: IncomingOrder; now: number }) {
  const { orderNumber, supplier, location, ordered, outstanding, expectedAt } = order
  const parts = [...new Set([supplier, location])].filter((part) => part !== '')
  const isLate = expectedAt !== null && isPastDay(expectedAt, now)
  return (
    <li className={styles.order}>
      <span className={styles.units}>{formatNumber(outstanding)}</span>
      <ProviderText>{orderNumber || words.unnumbered}</ProviderText>
      <span className={isLate ? styles.late : styles.dim}>{describeDay(expectedAt, isLate, now)}</span>
      <span className={styles.from}>
        {outstanding !== ordered &&
          `${words.ofOrdered(formatNumber(ordered))}${parts.length > 0 ? ' · ' : ''}`}
        {parts.map((part, index) => (
          <Fragment key={part}>
            {index > 0 && ' · '}
            <ProviderText>{part}</ProviderText>
          </Fragment>
        ))}
      </span>
    </li>
  )
}

function describeDay(expectedAt: number | null, isLate: boolean, now: number): string {
  if (expectedAt === null) return words.noDate
  const day = formatCalendarDay(expectedAt, now)
  return isLate ? words.late(day) : words.expected(day)
}
