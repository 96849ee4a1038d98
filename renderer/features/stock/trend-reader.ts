import type { StockTrend } from '../../../shared/domain/stock'

export type Trend = StockTrend['available']
export type Trends = ReadonlyMap<number, Trend>

/** As many as one call takes. */
const MOST_PER_READ = 200
/** Some hundred screens. */
const MOST_KEPT = 5_000

/** Trends of the products on screen, each read once until its stock changes. One read is under way at a time. */
export class TrendReader {
  private trends: Trends = new Map()
  private readonly outdated = new Set<number>()
  private readonly listeners = new Set<() => void>()
  private wanted: readonly number[] = []
  private isReading = false

  constructor(private readonly read: (productIds: number[]) => Promise<StockTrend[]>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly getState = (): Trends => this.trends

  want(productIds: readonly number[]): void {
    this.wanted = productIds
    this.readNext()
  }

  /** The stock of these has changed; null: of any. What was drawn stays until it is read again. */
  changed(productIds: readonly number[] | null): void {
    for (const id of productIds ?? this.trends.keys()) this.outdated.add(id)
    this.readNext()
  }

  private readNext(): void {
    if (this.isReading) return
    const missing = this.wanted
      .filter((id) => !this.trends.has(id) || this.outdated.has(id))
      .slice(0, MOST_PER_READ)
    if (missing.length === 0) return
    this.isReading = true
    for (const id of missing) this.outdated.delete(id)
    void this.read(missing)
      // The line is an extra: without it the row says everything else.
      .catch((): StockTrend[] => [])
      .then((found) => this.keep(missing, found))
      .finally(() => {
        this.isReading = false
        this.readNext()
      })
  }

  private keep(asked: readonly number[], found: readonly StockTrend[]): void {
    const trends = new Map(this.trends.size > MOST_KEPT ? [] : this.trends)
    for (const id of asked) trends.set(id, trends.get(id) ?? [])
    for (const { productId, available } of found) trends.set(productId, available)
    this.trends = trends
    for (const listener of this.listeners) listener()
  }
}
