import type { SyncRun } from '../../../shared/domain/sync-run'
import { BusyButton } from '../../components/busy-button'
import { ProviderText } from '../../components/provider-text'
import { formatDateTime, formatDateTimeInSentence, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useRetryableRun } from '../frame/use-retryable-run'
import { isBusy, useSync } from '../frame/use-sync'
import { CopyButton } from './copy-button'
import { RunChanges } from './run-changes'
import styles from './run-detail.module.css'
import { describeLeftOut, describeRun, failurePlace, runFacts } from './run-report'

const words = text.sync.detail

/** What a run did: counts per list, each failure with its cause, what changed. */
export function RunDetail({ run, now }: { run: SyncRun; now: number }) {
  const leftOut = describeLeftOut(run)
  return (
    <section aria-label={words.name(formatDateTimeInSentence(run.startedAt, now))} className={styles.detail}>
      <div className={styles.column}>
        {run.failures.length > 0 && <Failures run={run} />}
        <Facts run={run} now={now} />
        <Counts run={run} />
        {leftOut && <p className={styles.dim}>{leftOut}</p>}
        <div className={styles.actions}>
          <RetryPages run={run} />
          <CopyButton label={words.copy} value={() => describeRun(run)} />
        </div>
      </div>
      <RunChanges run={run} />
    </section>
  )
}

function Failures({ run }: { run: SyncRun }) {
  return (
    <div>
      <h2 className={styles.title}>{words.failures}</h2>
      <ul className={styles.failures}>
        {run.failures.map((failure, position) => (
          // Failures have no id and never change once written.
          // biome-ignore lint/suspicious/noArrayIndexKey: the position is their identity
          <li key={position}>
            {failure.resource && <b>{failurePlace(failure)}: </b>}
            <ProviderText>{failure.message}</ProviderText>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Facts({ run, now }: { run: SyncRun; now: number }) {
  return (
    <dl className={styles.facts}>
      {runFacts(run, (at) => formatDateTime(at, now)).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function RetryPages({ run }: { run: SyncRun }) {
  const sync = useSync()
  const retryable = useRetryableRun()
  if (retryable?.id !== run.id) return null
  return (
    <BusyButton
      variant="default"
      size="compact-md"
      isBusy={sync.isStarting}
      isBlocked={isBusy(sync)}
      busyLabel={text.frame.sync.retryPages}
      onClick={() => sync.retryPages(run.id)}
    >
      {text.frame.sync.retryPages}
    </BusyButton>
  )
}

function Counts({ run }: { run: SyncRun }) {
  if (run.resources.length === 0) {
    return <p className={styles.dim}>{run.status === 'running' ? words.whenEnded : words.nothingRead}</p>
  }
  return (
    <table className={styles.counts} aria-label={words.read}>
      <thead>
        <tr>
          <th scope="col">{words.read}</th>
          <th scope="col">{words.pages}</th>
          <th scope="col">{words.rows}</th>
          <th scope="col">{words.failed}</th>
        </tr>
      </thead>
      <tbody>
        {run.resources.map(({ resource, pages, rows, failed }) => (
          <tr key={resource}>
            <th scope="row">{text.sync.resources[resource]}</th>
            <td>{formatNumber(pages)}</td>
            <td>{formatNumber(rows)}</td>
            <td>{formatNumber(failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
