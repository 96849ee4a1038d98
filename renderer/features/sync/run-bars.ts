import type { SyncRun } from '../../../shared/domain/sync-run'

export interface RunBar {
  run: SyncRun
  value: number
  /** From the left edge, in units of the drawing. */
  x: number
  height: number
}

export interface RunBars {
  bars: RunBar[]
  barWidth: number
  least: number
  most: number
}

/** A run with nothing to show still needs a bar that can be seen and pointed at. */
const LEAST_HEIGHT = 3
/** A few runs must not become a few billboards. */
const WIDEST_BAR = 10

/** Time from start to end; null while the run is under way. */
export function durationMs(run: SyncRun): number | null {
  return run.finishedAt === null ? null : Math.max(0, run.finishedAt - run.startedAt)
}

/** True when there are two ended runs or more: one alone compares with nothing. */
export function canCompare(runs: SyncRun[]): boolean {
  return runs.filter((run) => durationMs(run) !== null).length > 1
}

/**
 * Bars for the runs that ended, oldest at the left. `newestFirst` is the order of the list on screen;
 * only as many as fit are drawn, the newest ones. Heights grow with the square root of the value, so that
 * one sync that had to wait does not press all others flat.
 */
export function runBars(
  newestFirst: SyncRun[],
  measure: (run: SyncRun) => number,
  { width, height }: { width: number; height: number },
): RunBars {
  const step = WIDEST_BAR * 1.6
  const ended = newestFirst
    .filter((run) => durationMs(run) !== null && run.status !== 'cancelled')
    .slice(0, Math.floor(width / step))
    .reverse()
    .map((run) => ({ run, value: measure(run) }))
  const most = Math.max(0, ...ended.map(({ value }) => value))
  const least = Math.min(most, ...ended.map(({ value }) => value))
  const bars = ended.map(({ run, value }, position) => ({
    run,
    value,
    x: position * step,
    height: Math.max(LEAST_HEIGHT, most === 0 ? 0 : Math.sqrt(value / most) * height),
  }))
  return { bars, barWidth: WIDEST_BAR, least, most }
}
