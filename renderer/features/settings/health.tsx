import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { formatDuration } from '../../lib/format'
import { text } from '../../lib/text'
import { invalidate, useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import styles from './settings.module.css'

const words = text.settings.connection

/** Whether the provider answers with the stored keys, and how fast, when asked now. */
export function Health() {
  const { id: connectionId } = useConnection()
  const client = useQueryClient()
  const verify = useAction('connections.verify')
  return (
    <div className={styles.health}>
      <div role="status">
        {verify.isSuccess && (
          <p className={styles.good}>
            <IconCheck size={16} stroke={2} aria-hidden />
            {words.healthy(formatDuration(verify.data.responseMs))}
          </p>
        )}
        {verify.isError && (
          <p className={styles.bad}>
            <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
            <span>
              {words.unhealthy} · {describeError(verify.error)}
            </span>
          </p>
        )}
        {(verify.isIdle || verify.isPending) && <p className={styles.dim}>{words.notChecked}</p>}
      </div>
      <BusyButton
        variant="default"
        size="compact-sm"
        isBusy={verify.isPending}
        busyLabel={words.checking}
        onClick={() =>
          verify.mutate({ connectionId }, { onSettled: () => void invalidate(client, 'connections.list') })
        }
      >
        {words.check}
      </BusyButton>
    </div>
  )
}
