import { useElementSize } from '@mantine/hooks'
import type { SyncRun } from '../../../shared/domain/sync-run'
import { formatDateTime, formatDuration } from '../../lib/format'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import { type DurationBar, durationBars } from './duration-bars'
import styles from './duration-chart.module.css'
import { StatusShape } from './status-shape'

const words = text.sync
const CHART_HEIGHT = 72
/** Above the tallest bar there is room for the shape of its status. */
const BAR_HEIGHT = 56

/** How long the latest runs took. The table below it has the same figures in words. */
export function DurationChart({ runs }: { runs: SyncRun[] }) {
  const { ref, width } = useElementSize()
  const now = useNow()
  const { bars, barWidth, shortestMs, longestMs } = durationBars(runs, width, BAR_HEIGHT)
  const shortest = formatDuration(shortestMs)
  const longest = formatDuration(longestMs)
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        {words.chart(bars.length)} · {words.chartRange(shortest, longest)}
      </figcaption>
      <div ref={ref} className={styles.area}>
        <svg
          role="img"
          aria-label={words.chartSpoken(bars.length, shortest, longest)}
          width={width}
          height={CHART_HEIGHT}
        >
          {bars.map((bar) => (
            <Bar key={bar.run.id} bar={bar} width={barWidth} now={now} />
          ))}
        </svg>
      </div>
    </figure>
  )
}

function Bar({ bar, width, now }: { bar: DurationBar; width: number; now: number }) {
  const { run, x, height } = bar
  const top = CHART_HEIGHT - height
  const isTrouble = run.status === 'partial' || run.status === 'failed'
  const facts = [
    formatDateTime(run.startedAt, now),
    formatDuration(bar.durationMs),
    words.statuses[run.status],
  ]
  return (
    <g>
      <title>{facts.join(' · ')}</title>
      <rect x={x} y={0} width={width} height={CHART_HEIGHT} className={styles.reach} />
      <rect
        x={x}
        y={top}
        width={width}
        height={height}
        rx={2}
        className={styles.bar}
        data-status={run.status}
      />
      {isTrouble && <StatusShape status={run.status} x={x} y={top - 13} />}
    </g>
  )
}
