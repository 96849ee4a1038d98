import { IconClockExclamation } from '@tabler/icons-react'
import type { StockColumn, StockRow } from '../../../shared/domain/stock'
import { isStale } from '../../../shared/staleness'
import rows from '../../components/grid-rows.module.css'
import { ProviderText, showControls } from '../../components/provider-text'
import { formatAge, formatExact, formatNumber } from '../../lib/format'
import { describeDaysLeft, formatPace } from '../../lib/run-out-words'
import { text } from '../../lib/text'
import { LevelBar } from './level-bar'
import { StateChip } from './state-chip'
import { describePlaces } from './state-places'
import styles from './stock-grid.module.css'
import { TrendLine } from './trend-line'
import type { Trend } from './trend-reader'

const words = text.stock
/** With `available`, what only reading the stock can tell, unlike what is known of the product itself. */
const figures: readonly StockColumn[] = ['onHand', 'allocated', 'onOrder', 'inTransit']

interface CellContentProps {
  column: StockColumn
  row: StockRow
  now: number
  /** Null when one location is chosen: the state is then that location's. */
  locationCount: number | null
  /** See `StockTrend`; undefined while it is read. */
  trend: Trend | undefined
}

/** What one cell shows. Plain elements: a screen holds some three hundred of them. */
export function CellContent({ column, row, now, locationCount, trend }: CellContentProps) {
  const isUnread = row.updatedAt === null
  if (isUnread && column === 'state') return <span className={styles.unread}>{words.unread}</span>
  if (isUnread && figures.includes(column)) return words.none
  switch (column) {
    case 'product':
      return <ProductName row={row} />
    case 'category':
    case 'supplier':
      return <ProviderText>{row[column]}</ProviderText>
    case 'available':
      return (
        <>
          <b className={styles.available}>{isUnread ? words.none : formatNumber(row.available)}</b>
          <LevelBar
            available={row.available}
            // The sum says nothing about a shortage that only some of the locations have.
            reorderPoint={isUnread || describePlaces(row, locationCount) ? null : row.reorderPoint}
            isCovered={row.state === 'incoming'}
          />
        </>
      )
    case 'trend':
      return <TrendLine trend={trend} />
    case 'onHand':
      return formatNumber(row.onHand)
    case 'allocated':
    case 'onOrder':
    case 'inTransit':
      return row[column] === 0 ? words.none : formatNumber(row[column])
    case 'reorderPoint':
      return row.reorderPoint === null ? words.none : formatNumber(row.reorderPoint)
    case 'runOut':
      return <RunOutCell row={row} />
    case 'state':
      return <StateCell row={row} locationCount={locationCount} />
    case 'updatedAt':
      return <UpdatedCell at={row.updatedAt} now={now} />
  }
}

function ProductName({ row }: { row: StockRow }) {
  return (
    <span className={rows.twoLines} title={showControls(`${row.name} · ${row.sku}`)}>
      <ProviderText className={rows.name}>{row.name || words.unnamed}</ProviderText>
      <ProviderText className={rows.small}>{row.sku}</ProviderText>
    </span>
  )
}

function StateCell({ row, locationCount }: { row: StockRow; locationCount: number | null }) {
  const where = describePlaces(row, locationCount)
  return (
    <span className={styles.stateLines}>
      <StateChip state={row.state} />
      {where && <ProviderText className={styles.place}>{where}</ProviderText>}
    </span>
  )
}

function RunOutCell({ row: { runOutDays, soonestRunOut } }: { row: StockRow }) {
  if (runOutDays === null || !soonestRunOut) return <span className={styles.unknown}>{words.none}</span>
  const { location, available, perDay } = soonestRunOut
  const figures = text.runOut.restsOn(showControls(location), formatNumber(available), formatPace(perDay))
  return (
    <span title={figures}>
      {describeDaysLeft(runOutDays)}
      <span className="visually-hidden">{` · ${figures}`}</span>
    </span>
  )
}

function UpdatedCell({ at, now }: { at: number | null; now: number }) {
  if (at === null) return words.never
  if (!isStale(at, now)) return <span title={formatExact(at)}>{formatAge(at, now)}</span>
  return (
    <span className={styles.stale} title={formatExact(at)}>
      <span className={styles.staleWord}>
        <IconClockExclamation size={12} stroke={2} aria-hidden />
        {words.states.stale}
      </span>
      {formatAge(at, now)}
    </span>
  )
}
