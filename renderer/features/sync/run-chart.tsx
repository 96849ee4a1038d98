import { useElementSize } from '@mantine/hooks'
import type { SyncRun } from '../../../shared/domain/sync-run'
import { formatDateTime, formatDuration, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import { durationMs, type RunBar, runBars } from './run-bars'
import styles from './run-chart.module.css'
import { StatusShape } from './status-shape'

const words = text.sync
const CHART_HEIGHT = 72
/** Above the tallest bar there is room for the shape of its status. */
const BAR_HEIGHT = 56

/** What is drawn of each run, and how it is said. */
interface Figure {
  measure(run: SyncRun): number
  format(value: number): string
  /** One run's. */
  name(value: string): string
  words: typeof words.charts.duration
}

const figures: Figure[] = [
  {
    measure: (run) => durationMs(run) ?? 0,
    format: formatDuration,
    name: (duration) => duration,
    words: words.charts.duration,
  },
  {
    measure: ({ calls }) => calls,
    format: formatNumber,
    name: words.charts.callsOfRun,
    words: words.charts.calls,
  },
]

/** How long the latest runs took and how many calls they made. The table below has the same figures in words. */
export function RunCharts({ runs }: { runs: SyncRun[] }) {
  return (
    <div className={styles.charts}>
      {figures.map((figure) => (
        <RunChart key={figure.words.title} runs={runs} figure={figure} />
      ))}
    </div>
  )
}

function RunChart({ runs, figure }: { runs: SyncRun[]; figure: Figure }) {
  const { ref, width } = useElementSize()
  const now = useNow()
  const { bars, barWidth, least, most } = runBars(runs, figure.measure, { width, height: BAR_HEIGHT })
  const [from, to] = [figure.format(least), figure.format(most)]
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        {figure.words.title}, {words.charts.last(bars.length)} · {words.charts.range(from, to)}
      </figcaption>
      <div ref={ref} className={styles.area}>
        <svg
          role="img"
          aria-label={figure.words.spoken(bars.length, from, to)}
          width={width}
          height={CHART_HEIGHT}
        >
          {bars.map((bar) => (
            <Bar
              key={bar.run.id}
              bar={bar}
              value={figure.name(figure.format(bar.value))}
              width={barWidth}
              now={now}
            />
          ))}
        </svg>
      </div>
    </figure>
  )
}

interface BarProps {
  bar: RunBar
  value: string
  width: number
  now: number
}

function Bar({ bar, value, width, now }: BarProps) {
  const { run, x, height } = bar
  const top = CHART_HEIGHT - height
  const isTrouble = run.status === 'partial' || run.status === 'failed'
  return (
    <g>
      <title>{[formatDateTime(run.startedAt, now), value, words.statuses[run.status]].join(' · ')}</title>
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
