import type { ProductLocation } from '../../../shared/domain/stock'
import { showControls } from '../../components/provider-text'
import { formatDayInSentence, formatExact, formatNumber } from '../../lib/format'
import { describeRunOut, formatPace } from '../../lib/run-out-words'
import { text } from '../../lib/text'
import styles from './product-panel.module.css'

const words = text.runOut

/** When the product runs out where that is soonest, and what that rests on; else from when it can be said. */
export function RunOutFact({ locations, now }: { locations: ProductLocation[]; now: number }) {
  if (locations.length === 0) return null
  const soonest = locations
    .flatMap(({ location, runOut }) => (runOut ? [{ location, ...runOut }] : []))
    .toSorted((a, b) => a.days - b.days)[0]
  return (
    <div className={styles.fact}>
      <dt>{soonest && locations.length > 1 ? words.factAt(showControls(soonest.location)) : words.fact}</dt>
      <dd>
        {soonest ? (
          <>
            {describeRunOut(soonest.days)}{' '}
            <span className={styles.rest}>{words.at(formatPace(soonest.perDay))}</span>
            <span className={styles.basis} title={formatExact(soonest.since)}>
              {words.basis(
                formatNumber(Math.round(soonest.daysInStock)),
                formatDayInSentence(soonest.since, now),
              )}
            </span>
          </>
        ) : (
          <span className={styles.rest}>{describeWhy(locations, now)}</span>
        )}
      </dd>
    </div>
  )
}

function describeWhy(locations: ProductLocation[], now: number): string {
  const starts = locations.flatMap(({ runOutFrom }) => (runOutFrom === null ? [] : [runOutFrom]))
  if (starts.length > 0) return words.from(formatDayInSentence(Math.min(...starts), now))
  return locations.some(({ available }) => available > 0) ? words.nothingLeaves : words.tooFew
}
