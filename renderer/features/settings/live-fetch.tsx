import type { LiveStatus } from '../../../shared/domain/live'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import styles from './live.module.css'
import { formatMegabytes } from './live-words'
import { useKeptFocus } from './use-kept-focus'
import { useLiveAction } from './use-live-action'

const words = text.live.fetch

/** How often the progress is asked for: often enough for the eye. */
const PROGRESS_MS = 500

type Fetching = Extract<LiveStatus['fetch'], { state: 'fetching' }>

/** Gets the tunnel program for those who have none. */
export function LiveFetch({ status: { fetch, canFetch } }: { status: LiveStatus }) {
  const { id: connectionId } = useConnection()
  const start = useLiveAction('live.fetchProgram')
  const cancel = useLiveAction('live.cancelFetch')
  const isFetching = fetch?.state === 'fetching'
  const { area, keep } = useKeptFocus<HTMLDivElement>(isFetching)
  if (!isFetching && !canFetch) return <p className={styles.aside}>{words.cannot}</p>

  const failed = fetch?.state === 'failed' ? fetch.problem.message : null
  const failure = start.error ? describeError(start.error) : failed
  return (
    <div ref={area} className={styles.fetch}>
      {failure !== null && !isFetching && !start.isPending && (
        <p role="alert" className={styles.failure}>
          {words.failed(showControls(failure))}
        </p>
      )}
      {isFetching ? (
        <div className={styles.fetchLine}>
          <Progress fetch={fetch} />
          <BusyButton
            variant="default"
            isBusy={cancel.isPending}
            busyLabel={words.cancelling}
            onClick={() => {
              keep()
              cancel.run({ connectionId })
            }}
          >
            {words.cancel}
          </BusyButton>
        </div>
      ) : (
        <div className={styles.fetchLine}>
          <BusyButton
            isBusy={start.isPending}
            busyLabel={words.starting}
            onClick={() => {
              keep()
              start.run({ connectionId })
            }}
          >
            {words.start}
          </BusyButton>
          <p className={styles.quiet}>{words.hint}</p>
        </div>
      )}
    </div>
  )
}

function Progress({ fetch: { receivedBytes, totalBytes } }: { fetch: Fetching }) {
  const { id: connectionId } = useConnection()
  useCall('live.status', { connectionId }, { refetchMs: PROGRESS_MS })
  const received = formatMegabytes(receivedBytes)
  const progress =
    totalBytes === null ? words.received(received) : words.receivedOf(received, formatMegabytes(totalBytes))
  const known =
    totalBytes === null
      ? {}
      : { 'aria-valuemin': 0, 'aria-valuemax': totalBytes, 'aria-valuenow': receivedBytes }
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={words.progress}
        aria-valuetext={progress}
        {...known}
        className={styles.bar}
      >
        <span
          className={styles.fill}
          style={{ transform: `scaleX(${totalBytes ? Math.min(1, receivedBytes / totalBytes) : 0})` }}
        />
      </div>
      <p className={styles.quiet}>{progress}</p>
    </div>
  )
}
