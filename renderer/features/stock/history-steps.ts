import type { StockHistory } from '../../../shared/domain/stock'

interface Area {
  width: number
  height: number
}

export interface HistorySteps {
  /** SVG path of what was available. */
  path: string
  /** SVG path of lines down to the lowest of a day; '' where there are none. */
  dips: string
  /** Where the line ends, at the present. */
  end: { x: number; y: number }
  /** Of the line of zero. */
  zeroY: number
  /** Of the reorder line; null: there is none. */
  reorderY: number | null
  least: number
  most: number
}

/** The line is drawn so far from the edges that none of its width is cut off. */
const MARGIN = 3

/**
 * A step line from left to right. Upwards it reaches the most there was or the reorder point, downwards zero or the lowest
 * below. Needs at least one point.
 */
export function historySteps(
  { points, from, to }: StockHistory,
  reorderPoint: number | null,
  { width, height }: Area,
): HistorySteps {
  const least = Math.min(...points.map(({ lowest }) => lowest))
  const most = Math.max(...points.map(({ available }) => available))
  const bottom = Math.min(0, least)
  const top = Math.max(most, reorderPoint ?? 0, bottom + 1)
  const xOf = (at: number) =>
    to === from ? round(width - MARGIN) : round(MARGIN + ((at - from) / (to - from)) * (width - 2 * MARGIN))
  const yOf = (units: number) => round(MARGIN + ((top - units) / (top - bottom)) * (height - 2 * MARGIN))
  const [first] = points
  const steps = points.map(({ at, available }) => `H${xOf(at)}V${yOf(available)}`)
  const dips = points
    .filter(({ available, lowest }) => lowest < available)
    .map(({ at, available, lowest }) => `M${xOf(at)} ${yOf(available)}V${yOf(lowest)}`)
  const last = points.at(-1)!
  return {
    path: `M${xOf(first!.at)} ${yOf(first!.available)}${steps.slice(1).join('')}`,
    dips: dips.join(''),
    end: { x: xOf(last.at), y: yOf(last.available) },
    zeroY: yOf(0),
    reorderY: reorderPoint === null ? null : yOf(reorderPoint),
    least,
    most,
  }
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
