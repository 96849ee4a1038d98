import { useId, useState } from 'react'
import type { FigureName, ProductLocation } from '../../../shared/domain/stock'
import { isStale } from '../../../shared/staleness'
import { ProviderText, showControls } from '../../components/provider-text'
import { formatAge, formatCalendarDay, formatExact, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { ReorderDialog } from '../reorder/reorder-dialog'
import { ProductBins } from './product-bins'
import styles from './product-panel.module.css'
import { StateChip } from './state-chip'

const words = text.product
const figures: FigureName[] = ['available', 'onHand', 'allocated', 'onOrder', 'inTransit']

interface ProductLevelsProps {
  productId: number
  locations: ProductLocation[]
  isStockRead: boolean
  now: number
}

/** A location to a group of rows: its name and state, its five quantities, its reorder point and where they came from. */
export function ProductLevels({ productId, locations, isStockRead, now }: ProductLevelsProps) {
  const headingId = useId()
  const [changedId, setChangedId] = useState<number | null>(null)
  return (
    <>
      <h3 id={headingId} className={styles.heading}>
        {words.byLocation}
      </h3>
      {locations.length === 0 ? (
        <p className={styles.quiet}>{isStockRead ? words.noLocations : words.notRead}</p>
      ) : (
        <table aria-labelledby={headingId} className={styles.levels}>
          <thead>
            <tr>
              {figures.map((figure) => (
                <th key={figure} scope="col">
                  {text.stock.columns[figure]}
                </th>
              ))}
            </tr>
          </thead>
          {locations.map((level) => (
            <LocationRows
              key={level.locationId}
              level={level}
              now={now}
              onChange={() => setChangedId(level.locationId)}
            />
          ))}
        </table>
      )}
      <ReorderDialog
        productId={productId}
        place={locations.find(({ locationId }) => locationId === changedId) ?? null}
        onClose={() => setChangedId(null)}
      />
    </>
  )
}

interface LocationRowsProps {
  level: ProductLocation
  now: number
  /** The reorder point is to be changed. */
  onChange: () => void
}

function LocationRows({ level, now, onChange }: LocationRowsProps) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={figures.length} className={styles.place}>
          <span className={styles.placeLine}>
            <ProviderText>{level.location}</ProviderText>
            <StateChip state={level.state} />
          </span>
        </th>
      </tr>
      <tr className={styles.figures}>
        {figures.map((figure) => (
          <td key={figure} data-figure={figure}>
            {showFigure(figure, level[figure])}
          </td>
        ))}
      </tr>
      <tr>
        <td colSpan={figures.length} className={styles.origins}>
          <p>
            {describeReorder(level)}{' '}
            <button type="button" className={styles.edit} onClick={onChange}>
              {text.reorder.change}
              <span className="visually-hidden">{` ${text.reorder.changeAt(showControls(level.location))}`}</span>
            </button>
          </p>
          {level.nextDeliveryAt !== null && (
            <p>{words.nextDelivery(formatCalendarDay(level.nextDeliveryAt, now))}</p>
          )}
          <Provenance level={level} now={now} />
          {level.bins.length > 0 && <ProductBins bins={level.bins} />}
        </td>
      </tr>
    </tbody>
  )
}

function Provenance({ level, now }: { level: ProductLocation; now: number }) {
  const exact = words.exactTimes(formatExact(level.confirmedAt), formatExact(level.changedAt))
  return (
    <p title={exact}>
      {words.readBy(words.sources[level.source], formatAge(level.confirmedAt, now))}
      {isStale(level.confirmedAt, now) && ` · ${text.stock.states.stale}`}
      <span className="visually-hidden">{exact}</span>
    </p>
  )
}

function showFigure(figure: FigureName, value: number): string {
  const isQuietAtZero = figure !== 'available' && figure !== 'onHand'
  return isQuietAtZero && value === 0 ? text.stock.none : formatNumber(value)
}

function describeReorder({ reorderPoint, reorderQuantity, reorderOrigin }: ProductLocation): string {
  if (reorderPoint === null || reorderOrigin === null) return words.noReorderPoint
  const point = words.reorderAt(formatNumber(reorderPoint), words.origins[reorderOrigin])
  return reorderQuantity ? `${point} · ${words.reorderQuantity(formatNumber(reorderQuantity))}` : point
}
