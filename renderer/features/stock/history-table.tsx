import type { StockHistory } from '../../../shared/domain/stock'
import { showControls } from '../../components/provider-text'
import { formatDateTime, formatDay, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './product-history.module.css'

const words = text.productHistory

interface HistoryTableProps {
  history: StockHistory
  /** One point a day, with the lowest of it. */
  isByDay: boolean
  location: string
  now: number
}

/** The same as the chart, the newest first. */
export function HistoryTable({ history, isByDay, location, now }: HistoryTableProps) {
  const name = words.table(showControls(location))
  // The last point is the present; since when it has been so says the one before.
  const points = isByDay ? history.points : history.points.slice(0, -1)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section aria-label={name} tabIndex={0} className={styles.scroll}>
      <table aria-label={name} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{isByDay ? words.day : words.time}</th>
            <th scope="col">{text.stock.columns.available}</th>
            {isByDay && <th scope="col">{words.lowest}</th>}
          </tr>
        </thead>
        <tbody>
          {numbered(points)
            .toReversed()
            .map(({ number, at, available, lowest }) => (
              <tr key={number}>
                <th scope="row">{isByDay ? formatDay(at, now) : formatDateTime(at, now)}</th>
                <td>{formatNumber(available)}</td>
                {isByDay && <td>{formatNumber(lowest)}</td>}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

function numbered(points: StockHistory['points']) {
  return points.map((point, number) => ({ ...point, number }))
}
