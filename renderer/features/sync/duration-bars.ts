import type { SyncRun } from '../../../shared/domain/sync-run'

export interface DurationBar {
  run: SyncRun
  durationMs: number
  /** From the left edge, in units of the drawing. */
  x: number
  height: number
}

export interface DurationChart {
  bars: DurationBar[]
  barWidth: number
  shortestMs: number
  longestMs: number
}

/** A run that took no measurable time still needs a bar that can be seen and pointed at. */
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
 * only as many as fit are drawn, the newest ones. Heights grow with the square root of the time, so that
 * one sync that had to wait does not press all others flat.
 */
export function durationBars(newestFirst: SyncRun[], width: number, height: number): DurationChart {
  const step = WIDEST_BAR * 1.6
  const ended = newestFirst
    .flatMap((run) => {
      const took = durationMs(run)
      return took === null || run.status === 'cancelled' ? [] : [{ run, took }]
    })
    .slice(0, Math.floor(width / step))
    .reverse()
  const longestMs = Math.max(0, ...ended.map(({ took }) => took))
  const shortestMs = Math.min(longestMs, ...ended.map(({ took }) => took))
  const bars = ended.map(({ run, took }, position) => ({
    run,
    durationMs: took,
    x: position * step,
    height: Math.max(LEAST_HEIGHT, longestMs === 0 ? 0 : Math.sqrt(took / longestMs) * height),
  }))
  return { bars, barWidth: WIDEST_BAR, shortestMs, longestMs }
}
