import { IconAlertTriangle } from '@tabler/icons-react'
import { formatExact, formatMoment } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import styles from './connection-state.module.css'

const words = text.health

/** Whether the provider can be reached, by the newest call. */
export function ConnectionState() {
  const { id: connectionId, source } = useConnection()
  const { data: health } = useCall('connections.health', { connectionId })
  const now = useNow()
  const service = words.service[source]
  const latest = health?.latest
  return (
    <span role="status" aria-label={words.state} className={styles.state}>
      {health && !latest && words.notCalled(service)}
      {latest?.isReachable && <span title={formatExact(latest.at)}>{words.reachable(service)}</span>}
      {latest && !latest.isReachable && (
        <>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          <span title={latest.problem?.message}>
            {words.unreachable(service, formatMoment(latest.since, now))}
          </span>
        </>
      )}
    </span>
  )
}
