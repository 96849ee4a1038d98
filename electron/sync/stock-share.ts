import type { StockShare } from './read-plan'

/** How many calls a quick run makes for stock, and how many of them for single products while the list is longer than that. */
export const stockShare: StockShare = { stockCalls: 20, productCalls: 10 }

/**
 * So many quick runs after it was read, a figure has been read again. A longer list takes several runs, and what it no
 * longer names is known to be gone only at its end: read on the first page, gone right after, missed at the end of the
 * next list.
 */
export function runsToReadAgain(pages: number): number {
  const { stockCalls, productCalls } = stockShare
  return pages <= stockCalls ? 1 : 2 * Math.ceil(pages / (stockCalls - productCalls)) - 1
}
