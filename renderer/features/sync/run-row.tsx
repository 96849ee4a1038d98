import { useId } from 'react'
import type { SyncRun } from '../../../shared/domain/sync-run'
import { formatDateTime, formatDuration, formatExact, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import styles from './history.module.css'
import { durationMs } from './run-bars'
import { RunDetail } from './run-detail'
import { runName } from './run-report'
import { StatusMark } from './status-shape'

interface RunRowProps {
  run: SyncRun
  now: number
  isOpen: boolean
  onToggle: () => void
}

/** The whole row can be clicked; the button in its first cell does the same from the keyboard. */
export function RunRow({ run, now, isOpen, onToggle }: RunRowProps) {
  const detailId = useId()
  return (
    <>
      <tr className={styles.row} data-open={isOpen} onClick={onToggle}>
        <td>
          <button
            type="button"
            data-opens-run
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailId : undefined}
            title={formatExact(run.startedAt)}
            className={styles.opener}
            onClick={(event) => {
              event.stopPropagation()
              onToggle()
            }}
          >
            {formatDateTime(run.startedAt, now)}
          </button>
        </td>
        <td className={styles.dim}>{runName(run)}</td>
        <td>
          <StatusMark status={run.status} />
        </td>
        <Count value={run.products} />
        <Count value={run.stockRows} />
        <Count value={run.failed} isAlarming />
        <Count value={run.calls} isDim />
        <td className={styles.quietNumber}>
          {run.waitedMs > 0 ? formatDuration(run.waitedMs) : <Nothing spoken={formatDuration(0)} />}
        </td>
        <td className={styles.quietNumber}>
          <Took run={run} />
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td id={detailId} colSpan={9} className={styles.detailCell}>
            <RunDetail run={run} now={now} />
          </td>
        </tr>
      )}
    </>
  )
}

interface CountProps {
  value: number
  isAlarming?: boolean
  isDim?: boolean
}

function Count({ value, isAlarming = false, isDim = false }: CountProps) {
  const style = value > 0 && isAlarming ? styles.strongNumber : isDim ? styles.quietNumber : styles.number
  return <td className={style}>{value > 0 ? formatNumber(value) : <Nothing spoken="0" />}</td>
}

/** A zero is quiet for the eye and still a zero for a screen reader. */
function Nothing({ spoken }: { spoken: string }) {
  return (
    <span className={styles.dim}>
      <span aria-hidden>{text.sync.none}</span>
      <span className="visually-hidden">{spoken}</span>
    </span>
  )
}

function Took({ run }: { run: SyncRun }) {
  const took = durationMs(run)
  if (took !== null) return formatDuration(took)
  // When a run that a crash cut short stopped is not known.
  return run.status === 'running' ? <RunningTime startedAt={run.startedAt} /> : text.sync.none
}

function RunningTime({ startedAt }: { startedAt: number }) {
  const now = useNow(1000)
  const wholeSeconds = Math.max(1, Math.floor((now - startedAt) / 1000))
  return formatDuration(wholeSeconds * 1000)
}
