import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import type { ConnectionHealth, Reachability } from '../../../shared/domain/health'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { formatTime } from '../../lib/format'
import { text } from '../../lib/text'
import { invalidate, useAction, useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { useSync } from '../frame/use-sync'
import styles from './health.module.css'
import { describeHealth, describeReachability, formatResponse } from './health-words'

const words = text.health

/** Whether the provider answers, how fast and how well; and a check of it now. */
export function Health() {
  const { id: connectionId, source } = useConnection()
  const { data: health } = useCall('connections.health', { connectionId })
  const { overview } = useSync()
  const client = useQueryClient()
  const verify = useAction('connections.verify')
  const check = () =>
    verify.mutate(
      { connectionId },
      {
        onSuccess: (found) => client.setQueryData(['connections.health', { connectionId }], found),
        onSettled: () => void invalidate(client, 'connections.list', 'sync.overview'),
      },
    )
  const titleId = useId()
  // What a check found is gone with the state that it found.
  const isCurrent = verify.isSuccess && verify.data.latest?.since === health?.latest?.since
  return (
    <section aria-labelledby={titleId} className={styles.health}>
      <div className={styles.head}>
        <h3 id={titleId} className={styles.title}>
          {words.title}
        </h3>
        <BusyButton
          variant="default"
          size="compact-sm"
          isBusy={verify.isPending}
          busyLabel={words.checking}
          onClick={check}
        >
          {words.check}
        </BusyButton>
      </div>
      <div className={styles.result}>
        <div role="status">
          {isCurrent && <Result latest={verify.data.latest} />}
          {verify.isError && <Bad sentence={words.notWorking(describeError(verify.error))} />}
        </div>
        {health && !isCurrent && !verify.isError && (
          <State latest={health.latest} service={words.service[source]} />
        )}
      </div>
      {health && <HealthFigures health={health} budget={overview?.budget} />}
    </section>
  )
}

function State({ latest, service }: { latest: Reachability | null; service: string }) {
  const now = useNow()
  const sentence = describeReachability(latest, service, now)
  return latest?.isReachable === false ? <Bad sentence={sentence} /> : <p>{sentence}</p>
}

function Result({ latest }: { latest: Reachability | null }) {
  if (!latest) return null
  const time = formatTime(latest.at)
  if (latest.problem) return <Bad sentence={words.notWorkingAt(time, latest.problem.message)} />
  return (
    <p className={styles.good}>
      <IconCheck size={16} stroke={2} aria-hidden />
      {words.working(formatResponse(latest.responseMs), time)}
    </p>
  )
}

function Bad({ sentence }: { sentence: string }) {
  return (
    <p className={styles.bad}>
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <span>{sentence}</span>
    </p>
  )
}

interface HealthFiguresProps {
  health: ConnectionHealth
  budget: { used: number; limit: number } | undefined
}

function HealthFigures({ health, budget }: HealthFiguresProps) {
  const now = useNow()
  return (
    <>
      <dl className={styles.figures}>
        {describeHealth(health, budget, now).map(({ label, value, detail, exact }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd title={exact}>
              {value}
              {detail && <span className={styles.detail}> {detail}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.period}>{words.period}</p>
    </>
  )
}
