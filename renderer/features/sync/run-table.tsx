import { type KeyboardEvent, useState } from 'react'
import type { SyncRun } from '../../../shared/domain/sync-run'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import styles from './history.module.css'
import { RunRow } from './run-row'

const words = text.sync
const numberColumns = ['products', 'stockRows', 'failed', 'calls', 'waited', 'took'] as const

/** One row per run, newest first. A row opens to its details; arrow keys go from row to row. */
export function RunTable({ runs }: { runs: SyncRun[] }) {
  const [openRunId, setOpenRunId] = useState<string | null>(null)
  const now = useNow()
  return (
    <table aria-label={words.table} className={styles.table} onKeyDown={moveBetweenRows}>
      <thead>
        <tr>
          <th scope="col">{words.columns.started}</th>
          <th scope="col">{words.columns.trigger}</th>
          <th scope="col">{words.columns.status}</th>
          {numberColumns.map((column) => (
            <th key={column} scope="col" className={styles.number}>
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            now={now}
            isOpen={run.id === openRunId}
            onToggle={() => setOpenRunId(run.id === openRunId ? null : run.id)}
          />
        ))}
      </tbody>
    </table>
  )
}

function moveBetweenRows(event: KeyboardEvent<HTMLTableElement>): void {
  const openers = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-opens-run]')]
  const position = openers.indexOf(event.target as HTMLElement)
  if (position === -1) return
  const next = nextPosition(event.key, position, openers.length)
  if (next === null) return
  event.preventDefault()
  openers[next]?.focus()
}

function nextPosition(key: string, position: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(position + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(position - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
