import { useId, useState } from 'react'
import type { HistoryDays, ProductLocation } from '../../../shared/domain/stock'
import { FailedState, SkeletonRows } from '../../components/list-states'
import { showControls } from '../../components/provider-text'
import { formatDayInSentence } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { HistoryChart } from './history-chart'
import { HistoryTable } from './history-table'
import styles from './product-history.module.css'
import panelStyles from './product-panel.module.css'

const words = text.productHistory
const ranges: readonly HistoryDays[] = [7, 30, 365]

interface ProductHistoryProps {
  productId: number
  locations: ProductLocation[]
  now: number
}

/** What was available at one location over time, drawn or as a table. It begins with the location that is worst off. */
export function ProductHistory({ productId, locations, now }: ProductHistoryProps) {
  const { id: connectionId } = useConnection()
  const headingId = useId()
  const [chosenId, setChosenId] = useState<number | null>(null)
  const [days, setDays] = useState<HistoryDays>(30)
  const [isTable, setIsTable] = useState(false)
  const place = locations.find(({ locationId }) => locationId === chosenId) ?? worstOf(locations)
  const { locationId } = place
  const history = useCall(
    'stock.history',
    { connectionId, productId, locationId, days },
    { keepPrevious: true },
  )
  const { data } = history
  return (
    <section aria-labelledby={headingId} className={styles.section}>
      <h3 id={headingId} className={panelStyles.heading}>
        {words.heading(showControls(place.location), words.ranges[days])}
      </h3>
      <div className={styles.controls}>
        <Ranges chosen={days} onChoose={setDays} />
        {locations.length > 1 && (
          <select
            aria-label={words.location}
            className={styles.location}
            value={locationId}
            onChange={(event) => setChosenId(Number(event.currentTarget.value))}
          >
            {locations.map((each) => (
              <option key={each.locationId} value={each.locationId}>
                {showControls(each.location)}
              </option>
            ))}
          </select>
        )}
        <label className={styles.toggle}>
          <input
            type="checkbox"
            checked={isTable}
            onChange={(event) => setIsTable(event.currentTarget.checked)}
          />
          {words.showAsTable}
        </label>
      </div>
      {history.isPending && <SkeletonRows rows={2} label={words.loading} />}
      {history.isError && <FailedState error={history.error} onRetry={() => void history.refetch()} />}
      {data &&
        (data.points.length === 0 ? (
          <p className={panelStyles.quiet}>{words.notKnown}</p>
        ) : (
          <>
            {isTable ? (
              <HistoryTable history={data} isByDay={days === 365} location={place.location} now={now} />
            ) : (
              <HistoryChart history={data} place={place} now={now} />
            )}
            {data.knownSince !== null && data.knownSince >= data.from && (
              <p className={styles.note}>{words.knownSince(formatDayInSentence(data.knownSince, now))}</p>
            )}
          </>
        ))}
    </section>
  )
}

function Ranges({ chosen, onChoose }: { chosen: HistoryDays; onChoose: (days: HistoryDays) => void }) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={words.range} className={styles.ranges}>
      {ranges.map((days) => (
        <label key={days} className={styles.range}>
          <input type="radio" name={name} checked={days === chosen} onChange={() => onChoose(days)} />
          {words.ranges[days]}
        </label>
      ))}
    </div>
  )
}

const badness: ProductLocation['state'][] = ['out', 'low', 'incoming', 'ok']

/** `locations` has at least one. */
function worstOf(locations: ProductLocation[]): ProductLocation {
  return locations.toSorted((a, b) => badness.indexOf(a.state) - badness.indexOf(b.state))[0]!
}
