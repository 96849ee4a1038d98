import type { SyncStatus } from '../../../shared/domain/sync-run'
import { text } from '../../lib/text'
import styles from './status-shape.module.css'

/** A shape of its own for each status, so that colour is never the only difference. */
export function StatusShape({ status, x, y }: { status: SyncStatus; x?: number; y?: number }) {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden className={styles[status]} x={x} y={y}>
      {shapes[status]}
    </svg>
  )
}

/** The shape with its word. */
export function StatusMark({ status }: { status: SyncStatus }) {
  return (
    <span className={styles.mark}>
      <StatusShape status={status} />
      {text.sync.statuses[status]}
    </span>
  )
}

const shapes: Record<SyncStatus, React.JSX.Element> = {
  success: <circle cx={5} cy={5} r={4} />,
  partial: <path d="M5 0.5 9.5 5 5 9.5 0.5 5Z" />,
  failed: <rect x={1} y={1} width={8} height={8} rx={1} />,
  cancelled: <path d="M1 5H9" className={styles.stroke} />,
  running: <path d="M9 5A4 4 0 1 1 5 1" className={styles.stroke} />,
}
