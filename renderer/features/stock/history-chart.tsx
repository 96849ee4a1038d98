import { useElementSize } from '@mantine/hooks'
import type { ProductLocation, StockHistory } from '../../../shared/domain/stock'
import { showControls } from '../../components/provider-text'
import { formatDay, formatDayInSentence, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { historySteps } from './history-steps'
import styles from './product-history.module.css'

const words = text.productHistory
const CHART_HEIGHT = 104
/** What the word of the reorder line needs between that line and an edge. */
const WORD_HEIGHT = 16

interface HistoryChartProps {
  /** With at least one point. */
  history: StockHistory
  place: ProductLocation
  now: number
}

/** A step line with the reorder line across it. The sentence that names it says what it shows. */
export function HistoryChart({ history, place, now }: HistoryChartProps) {
  const { ref, width } = useElementSize()
  const { reorderPoint } = place
  const steps = historySteps(history, reorderPoint, { width, height: CHART_HEIGHT })
  const { reorderY, end } = steps
  // On the other side of the reorder line than where the line of the stock ends, so that neither covers the other.
  const isWordBelow =
    reorderY !== null && (end.y <= reorderY ? reorderY <= CHART_HEIGHT - WORD_HEIGHT : reorderY < WORD_HEIGHT)
  const reorder = reorderPoint === null ? null : words.reorderAt(formatNumber(reorderPoint))
  const [first, last] = [formatDay(history.from, now), formatDay(history.to, now)]
  const sentence = words.spoken({
    location: showControls(place.location),
    first: formatDayInSentence(history.from, now),
    start: formatNumber(history.points[0]!.available),
    end: formatNumber(history.points.at(-1)!.available),
    least: formatNumber(steps.least),
    most: formatNumber(steps.most),
  })
  return (
    <div>
      <div ref={ref} className={styles.area}>
        <svg
          role="img"
          aria-label={reorder ? `${sentence} ${words.spokenReorder(formatNumber(reorderPoint!))}` : sentence}
          width={width}
          height={CHART_HEIGHT}
        >
          <line x1={0} x2={width} y1={steps.zeroY} y2={steps.zeroY} className={styles.zero} />
          {reorderY !== null && (
            <line x1={0} x2={width} y1={reorderY} y2={reorderY} className={styles.reorder} />
          )}
          <path d={steps.dips} className={styles.dips} />
          <path d={steps.path} className={styles.line} />
          {reorderY !== null && (
            <text x={width} y={isWordBelow ? reorderY + 13 : reorderY - 5} className={styles.reorderWord}>
              {reorder}
            </text>
          )}
          <circle cx={end.x} cy={end.y} r={3} className={styles.end} />
        </svg>
      </div>
      <p className={styles.axis} aria-hidden>
        <span>{first}</span>
        <span>{words.between(formatNumber(steps.least), formatNumber(steps.most))}</span>
        <span>{last}</span>
      </p>
    </div>
  )
}
