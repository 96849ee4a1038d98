import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './stock-grid.module.css'
import { knownTrend, TREND_HEIGHT, TREND_WIDTH } from './trend-path'
import type { Trend } from './trend-reader'

const words = text.stockTools.trend
const WHOLE_DAYS = 30

/** What was available over 30 days, as a line for the eye and a sentence for the ear. Nothing while it is read. */
export function TrendLine({ trend }: { trend: Trend | undefined }) {
  if (!trend) return null
  const known = knownTrend(trend)
  if (!known)
    return (
      <span className={styles.unknown} title={words.unknown}>
        {text.stock.none}
      </span>
    )
  const [before, now] = [formatNumber(known.before), formatNumber(known.now)]
  const sentence =
    known.days === WHOLE_DAYS ? words.sentence(before, now) : words.since(before, now, known.days)
  return (
    <span title={sentence}>
      <svg className={styles.trend} width={TREND_WIDTH} height={TREND_HEIGHT} aria-hidden>
        <path d={known.path} />
      </svg>
      <span className="visually-hidden">{sentence}</span>
    </span>
  )
}
