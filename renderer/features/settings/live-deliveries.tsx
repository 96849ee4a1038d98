import { useId, useState } from 'react'
import type { LiveDeliveries as Deliveries } from '../../../shared/domain/live'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import styles from './live.module.css'
import { describeDeliveries } from './live-figures'

const words = text.live.deliveries

/** What came in and how fast it was used. What could not be used can be tried again. */
export function LiveDeliveries({ deliveries }: { deliveries: Deliveries }) {
  const titleId = useId()
  const now = useNow()
  return (
    <section aria-labelledby={titleId} className={styles.part}>
      <h3 id={titleId} className={styles.title}>
        {words.title}
      </h3>
      <dl className={styles.figures}>
        {describeDeliveries(deliveries, now).map(({ label, value, exact }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd title={exact}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.period}>{words.period}</p>
      <PutAside count={deliveries.quarantined} />
    </section>
  )
}

function PutAside({ count }: { count: number }) {
  const { id: connectionId } = useConnection()
  const retry = useAction('live.retryQuarantined')
  const [outcome, setOutcome] = useState('')
  const run = () => {
    setOutcome('')
    retry.mutate({ connectionId }, { onSuccess: (tried) => setOutcome(describeRetried(tried)) })
  }
  return (
    <div className={styles.aside}>
      {count > 0 && (
        <>
          <p>{words.retryHint(formatNumber(count))}</p>
          <BusyButton
            variant="default"
            size="compact-sm"
            isBusy={retry.isPending}
            busyLabel={words.retrying}
            onClick={run}
          >
            {words.retry}
          </BusyButton>
        </>
      )}
      <p role="status" className={retry.error ? styles.failure : styles.outcome}>
        {retry.error ? words.retryFailed(describeError(retry.error)) : outcome}
      </p>
    </div>
  )
}

function describeRetried(count: number): string {
  return count === 0 ? words.retriedNone : words.retried(formatNumber(count))
}
