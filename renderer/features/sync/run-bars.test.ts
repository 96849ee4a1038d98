import { describe, expect, it } from 'vitest'
import type { SyncRun } from '../../../shared/domain/sync-run'
import { aSyncRun } from '../../../shared/testing/a-sync-run'
import { canCompare, durationMs, runBars } from './run-bars'

function aRun(startedAt: number, tookMs: number | null): SyncRun {
  const id = `00000000-0000-4000-8000-${String(startedAt).padStart(12, '0')}`
  if (tookMs === null) return aSyncRun({ id, startedAt, status: 'running', finishedAt: null })
  return aSyncRun({ id, startedAt, finishedAt: startedAt + tookMs })
}

const took = (run: SyncRun) => durationMs(run) ?? 0
const bars = (runs: SyncRun[], width: number, height: number) => runBars(runs, took, { width, height })

describe('the bars of a chart of runs', () => {
  it('draws the oldest run at the left and the largest value at full height', () => {
    const chart = bars([aRun(300, 9000), aRun(200, 1000), aRun(100, 4000)], 400, 60)
    expect(chart.bars.map((bar) => bar.run.startedAt)).toEqual([100, 200, 300])
    expect(chart.bars.map((bar) => bar.height)).toEqual([40, 20, 60])
    expect(chart.bars[0]!.x).toBeLessThan(chart.bars[1]!.x)
    expect([chart.least, chart.most]).toEqual([1000, 9000])
  })

  it('keeps each run in its place whatever is drawn of it', () => {
    const runs = [aRun(300, 10), aRun(200, null), aRun(100, 20)].map((run) => ({ ...run, calls: 9 }))
    const calls = runBars(runs, (run) => run.calls, { width: 400, height: 60 })
    expect(calls.bars.map(({ x }) => x)).toEqual(bars(runs, 400, 60).bars.map(({ x }) => x))
    expect(calls).toMatchObject({ least: 9, most: 9 })
  })

  it('leaves out a run that is still under way', () => {
    expect(bars([aRun(200, null), aRun(100, 500)], 400, 60).bars).toHaveLength(1)
    expect(durationMs(aRun(200, null))).toBeNull()
  })

  it('is not worth drawing before a second run has ended', () => {
    expect(canCompare([aRun(200, null), aRun(100, 500)])).toBe(false)
    expect(canCompare([aRun(200, 500), aRun(100, 500)])).toBe(true)
  })

  it('keeps the newest runs when not all fit', () => {
    const runs = Array.from({ length: 50 }, (_, position) => aRun(1000 - position, 100))
    const drawn = bars(runs, 160, 60).bars
    expect(drawn.length).toBeGreaterThan(5)
    expect(drawn.at(-1)?.run.startedAt).toBe(1000)
    expect(drawn.at(-1)!.x + 10).toBeLessThanOrEqual(160)
  })

  it('shows a bar even for a run that took no time', () => {
    expect(bars([aRun(100, 0)], 400, 60).bars[0]!.height).toBeGreaterThan(0)
  })

  it('draws nothing without runs', () => {
    expect(bars([], 400, 60)).toMatchObject({ bars: [], least: 0, most: 0 })
  })
})
