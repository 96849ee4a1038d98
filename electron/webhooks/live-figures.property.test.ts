import { expect, it } from 'vitest'
import type { StockRowInput } from '../stock/provider-rows'
import { aStockRow } from '../testing/factories'
import { aDeliveredRow, externalIdOf, LiveSetup } from '../testing/live-setup'
import { seededRandom } from '../testing/node-ports'
import { signal, type TestRun, whole } from '../testing/stock-setup'

const skus = ['A', 'B', 'C', 'D']
const places = [
  { location: 'Main', bin: '' },
  { location: 'Main', bin: 'b1' },
  { location: 'Shop', bin: '' },
]
const STEPS = 120

/** What the provider has, and deliveries about it that are still on their way, in any order. */
class Truth {
  readonly #rows = new Map<string, StockRowInput>()
  readonly #random: (below: number) => number
  underway: StockRowInput[][] = []

  constructor(random: (below: number) => number) {
    this.#random = random
    for (const sku of skus) this.#put(aStockRow({ sku, onHand: 5, inTransit: 2 }))
  }

  all(): StockRowInput[] {
    return [...this.#rows.values()].toSorted((a, b) => (this.#key(a) < this.#key(b) ? -1 : 1))
  }

  of(externalId: string): StockRowInput[] {
    return this.all().filter((row) => row.productExternalId === externalId)
  }

  /** A row changes, comes or goes. The delivery tells of the whole product, as it is at that moment. */
  change(): void {
    const sku = skus[this.#random(skus.length)]!
    const place = places[this.#random(places.length)]!
    const row = aStockRow({ sku, ...place, onHand: this.#random(20), inTransit: this.#random(3) })
    const isGone = this.#random(4) === 0
    if (isGone) this.#rows.delete(this.#key(row))
    else this.#put(row)
    const told = this.of(externalIdOf(sku))
    this.underway.push(isGone ? [...told, { ...row, onHand: 0, available: 0 }] : told)
  }

  take(): StockRowInput[] | undefined {
    return this.underway.splice(this.#random(this.underway.length), 1)[0]
  }

  #put(row: StockRowInput): void {
    this.#rows.set(this.#key(row), row)
  }

  #key({ sku, location, bin }: StockRowInput): string {
    return [sku, location, bin].join(' ')
  }
}

const text = (rows: StockRowInput[]) =>
  rows
    .filter(({ onHand, inTransit }) => onHand !== 0 || inTransit !== 0)
    .map((row) => [row.sku, row.location, row.bin, row.onHand, row.inTransit].join(' '))
    .toSorted()

function stored(shop: LiveSetup): string[] {
  return shop.db.sqlite
    .prepare<[], string>(
      `SELECT p.sku || ' ' || l.name || ' ' || r.bin || ' ' || printf('%g %g', r.on_hand, r.in_transit)
       FROM stock_rows r JOIN products p ON p.id = r.product_id JOIN locations l ON l.id = r.location_id
       WHERE r.on_hand <> 0 OR r.in_transit <> 0`,
    )
    .pluck()
    .all()
    .toSorted()
}

/** A list that is read page by page while other things happen. */
class Sweep {
  readonly #shop: LiveSetup
  readonly #truth: Truth
  #run: TestRun | null = null
  #left: string[] = []

  constructor(shop: LiveSetup, truth: Truth) {
    this.#shop = shop
    this.#truth = truth
  }

  async step(): Promise<void> {
    if (!this.#run) {
      this.#run = this.#shop.startRun()
      this.#left = [...skus]
      return
    }
    const sku = this.#left.shift()
    if (sku) return this.#run.putStock(this.#truth.of(externalIdOf(sku)))
    const run = this.#run
    this.#run = null
    await run.commitStock(whole, signal)
  }

  async end(): Promise<void> {
    while (this.#run) await this.step()
  }
}

it.each(Array.from({ length: 25 }, (_, seed) => seed))(
  'ends with what the provider has, however deliveries, answers and lists follow each other (seed %i)',
  async (seed) => {
    const { fraction } = seededRandom(seed)
    const random = (below: number) => Math.floor(fraction() * below)
    const shop = new LiveSetup()
    const truth = new Truth(random)
    await shop.store(skus, truth.all())
    const sweep = new Sweep(shop, truth)
    const answers: (() => void)[] = []
    // The answer is of the moment at which the provider was asked, and is on its way for a while.
    shop.answer = (externalId) => {
      const rows = truth.of(externalId)
      if (random(8) === 0) return null
      return new Promise((resolve) => answers.push(() => resolve(rows)))
    }
    const answerAll = () => {
      for (const answer of answers.splice(0)) answer()
    }
    const deliver = async () => {
      const rows = truth.take()
      if (!rows) return
      const isRepeat = random(6) === 0
      await shop.deliver({ kind: 'stock', rows: rows.map((row) => aDeliveredRow(row)) }, { isRepeat })
    }
    for (let n = 0; n < STEPS; n += 1) {
      const step = random(10)
      if (step < 3) truth.change()
      else if (step < 6) await deliver()
      // One call at a time: no page is read while an answer is on its way.
      else if (step < 8 && answers.length === 0) await sweep.step()
      else answerAll()
      await shop.clock.advance(1 + random(3_000))
    }
    while (truth.underway.length > 0) await deliver()
    if (seed % 2 === 0) await sweep.end()
    while (shop.dirty().length > 0) {
      await shop.clock.advance(10_000)
      answerAll()
    }
    await sweep.end()
    expect(stored(shop)).toEqual(text(truth.all()))
    await shop.index.reload()
    for (const sku of skus) {
      const onHand = truth.of(externalIdOf(sku)).reduce((sum, row) => sum + row.onHand, 0)
      expect(shop.shown(sku)).toBe(onHand)
    }
    expect(shop.db.sqlite.prepare('SELECT count(*) FROM staged_rows').pluck().get()).toBe(0)
    expect(shop.productRuns().filter(({ status }) => status === 'running')).toEqual([])
    await shop.refresher.stop()
    shop.db.close()
  },
)
