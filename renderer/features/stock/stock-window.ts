import type { StockPage, StockRow } from '../../../shared/domain/stock'
import type { StockChoice } from './stock-choice'

/** Rows are read in blocks of this many; a screen needs one or two. */
export const BLOCK_ROWS = 100
/** Blocks kept while scrolling; the ones furthest from the screen go first. */
const KEPT_BLOCKS = 40
/** The most that one call may ask for. */
const MAX_BLOCKS_PER_READ = 5

export type ReadRows = (choice: StockChoice, offset: number, limit: number) => Promise<StockPage>

/** What is on screen: one consistent answer, possibly to the choice before the newest. */
export interface StockSnapshot {
  choice: StockChoice
  total: number
  blocks: ReadonlyMap<number, readonly StockRow[]>
}

export interface StockWindowState {
  snapshot: StockSnapshot | null
  /** Why the last read failed; the snapshot from before stays. */
  error: Error | null
}

/**
 * The rows around what is on screen, out of a list that may have 100,000. One read is under way at a
 * time and the newest wish is served next, so that fast typing or scrolling never builds up a queue.
 * Rows of the old choice stay until the first rows of the new one are there.
 */
export class StockWindow {
  private state: StockWindowState = { snapshot: null, error: null }
  private readonly listeners = new Set<() => void>()
  private choice: StockChoice | null = null
  private firstWanted = 0
  private lastWanted = 0
  private isOutdated = false
  private isReading = false

  constructor(
    private readonly read: ReadRows,
    /** The first rows, when they are known already. */
    start?: { choice: StockChoice; page: StockPage | null },
  ) {
    if (!start?.page) return
    this.choice = start.choice
    this.accept(start.choice, start.page, true)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly getState = (): StockWindowState => this.state

  /** Shows the answer to another choice, from its first row on. */
  show(choice: StockChoice): void {
    if (choice === this.choice) return
    this.choice = choice
    this.firstWanted = 0
    this.lastWanted = BLOCK_ROWS - 1
    this.readNext()
  }

  /** Says which rows are on screen, so that missing ones are read. */
  want(firstIndex: number, lastIndex: number): void {
    if (this.state.snapshot?.choice !== this.choice) return
    this.firstWanted = firstIndex
    this.lastWanted = lastIndex
    this.readNext()
  }

  /** Reads the rows on screen again, after the stored stock changed or a read failed. */
  refresh(): void {
    this.isOutdated = true
    this.readNext()
  }

  private readNext(): void {
    const { choice } = this
    if (this.isReading || !choice) return
    const { snapshot } = this.state
    const startsOver = this.isOutdated || snapshot?.choice !== choice
    const blocks = this.wantedBlocks().filter((block) => startsOver || !snapshot.blocks.has(block))
    const first = blocks[0]
    if (first === undefined) return
    const count = Math.min(MAX_BLOCKS_PER_READ, (blocks.at(-1) ?? first) - first + 1)
    this.isOutdated = false
    this.isReading = true
    this.read(choice, first * BLOCK_ROWS, count * BLOCK_ROWS)
      .then(
        (page) => this.accept(choice, page, startsOver),
        (error: unknown) => this.fail(choice, error),
      )
      .finally(() => {
        this.isReading = false
        if (!this.state.error || this.choice !== choice || this.isOutdated) this.readNext()
      })
  }

  private wantedBlocks(): number[] {
    const total = this.state.snapshot?.choice === this.choice ? this.state.snapshot?.total : undefined
    const lastIndex = Math.min(this.lastWanted, Math.max(0, (total ?? Number.POSITIVE_INFINITY) - 1))
    const first = Math.floor(Math.min(this.firstWanted, lastIndex) / BLOCK_ROWS)
    const last = Math.floor(lastIndex / BLOCK_ROWS)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  private accept(choice: StockChoice, page: StockPage, startsOver: boolean): void {
    if (choice !== this.choice) return
    const { snapshot } = this.state
    if (!startsOver && snapshot && page.total !== snapshot.total) this.isOutdated = true
    const blocks = new Map(startsOver ? [] : snapshot?.blocks)
    for (let row = 0; row < Math.max(1, page.rows.length); row += BLOCK_ROWS) {
      blocks.set((page.offset + row) / BLOCK_ROWS, page.rows.slice(row, row + BLOCK_ROWS))
    }
    this.dropFarBlocks(blocks)
    this.publish({ snapshot: { choice, total: page.total, blocks }, error: null })
  }

  private dropFarBlocks(blocks: Map<number, readonly StockRow[]>): void {
    const center = Math.floor(this.firstWanted / BLOCK_ROWS)
    const byDistance = [...blocks.keys()].sort(
      (left, right) => Math.abs(left - center) - Math.abs(right - center),
    )
    for (const block of byDistance.slice(KEPT_BLOCKS)) blocks.delete(block)
  }

  private fail(choice: StockChoice, error: unknown): void {
    if (choice !== this.choice) return
    this.publish({
      snapshot: this.state.snapshot,
      error: error instanceof Error ? error : new Error(String(error)),
    })
  }

  private publish(state: StockWindowState): void {
    this.state = state
    for (const listener of this.listeners) listener()
  }
}

/** The row at an index of the whole list, or undefined while its block is not there yet. */
export function rowAt(snapshot: StockSnapshot, index: number): StockRow | undefined {
  return snapshot.blocks.get(Math.floor(index / BLOCK_ROWS))?.[index % BLOCK_ROWS]
}

/** Those of these rows that have been read. */
export function rowsBetween(snapshot: StockSnapshot | null, first: number, last: number): StockRow[] {
  const rows: StockRow[] = []
  for (let index = first; snapshot && index <= Math.min(last, snapshot.total - 1); index += 1) {
    const row = rowAt(snapshot, index)
    if (row) rows.push(row)
  }
  return rows
}
