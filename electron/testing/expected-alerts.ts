import type { AlertBand } from '../../shared/domain/alert'
import type { ExpectedFigures, ShopProduct, Simulator } from '../integrations/cin7/simulator'

/** What ought to be known of one pair while it is low. */
interface Live {
  band: AlertBand
  isCovered: boolean
  told: Set<AlertBand>
}

const bands: AlertBand[] = ['low', 'critical', 'out']
/** As the setting has it. */
export const MARGIN = 1

/**
 * What a manager ought to be told of a shop that is looked at now and then, worked out from the shop's own figures. Every
 * delivery must be due later than the last look.
 */
export class ExpectedAlerts {
  /** `low SKU @ location`, in the order in which they were due. */
  readonly notices: string[] = []
  readonly #live = new Map<string, Live>()
  readonly #everListed = new Set<string>()
  readonly #simulator: Simulator

  constructor(simulator: Simulator) {
    this.#simulator = simulator
  }

  /** `band SKU @ location` of all that is low now, sorted. */
  get alerts(): string[] {
    return [...this.#live].map(([pair, { band }]) => `${band} ${pair}`).sort()
  }

  look(): void {
    for (const figures of this.#simulator.expectedFigures()) {
      const product = this.#simulator.product(figures.sku)
      if (product.type === 'Stock' && this.#isKept(product, figures)) this.#judge(product, figures)
    }
  }

  /** A product's own reorder point says nothing about a location that never held it. */
  #isKept(product: ShopProduct, { sku, location, locationId }: ExpectedFigures): boolean {
    const rows = product.stock.filter((row) => row.locationId === locationId)
    const isListed = rows.some(
      (row) => row.onHand || row.allocated || row.available || row.onOrder || row.inTransit,
    )
    if (isListed) this.#everListed.add(`${sku} @ ${location}`)
    const hasOwnPoint = product.reorderLevels.some((level) => level.locationId === locationId)
    return hasOwnPoint || this.#everListed.has(`${sku} @ ${location}`)
  }

  #judge(
    product: ShopProduct,
    { sku, location, locationId, available, onOrder, reorderPoint }: ExpectedFigures,
  ) {
    const pair = `${sku} @ ${location}`
    const live = this.#live.get(pair)
    const isDue = product.stock.some((row) => row.locationId === locationId && row.nextDelivery !== null)
    let band = bandOf(available, reorderPoint)
    let isCovered = band !== 'out' && isDue && onOrder >= (reorderPoint ?? 0) - available
    if (!band && live && reorderPoint !== null && available <= reorderPoint + MARGIN) {
      band = 'low'
      isCovered = live.isCovered
    }
    if (!band) return void this.#live.delete(pair)
    const told = live?.told ?? new Set()
    const isNews = !live || bands.indexOf(band) > bands.indexOf(live.band) || (live.isCovered && !isCovered)
    if (isNews && !isCovered && !told.has(band)) {
      told.add(band)
      this.notices.push(`${band} ${pair}`)
    }
    this.#live.set(pair, { band, isCovered, told })
  }
}

/** The rule; null: nothing is low. */
export function bandOf(available: number, reorderPoint: number | null): AlertBand | null {
  if (available <= 0) return 'out'
  if (reorderPoint === null || available > reorderPoint) return null
  return available * 3 <= reorderPoint ? 'critical' : 'low'
}
