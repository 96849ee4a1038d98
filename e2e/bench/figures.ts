/** One line of the result: ours beside what it is measured against, both from the same run. */
export interface Figure {
  id: string
  what: string
  ours: string
  baseline: string
  /** Ours to baseline, in the direction that `aim` names; null where the figure stands for itself. */
  ratio: number | null
  /** '' where there is none. */
  aim: string
  /** null without an aim. */
  isReached: boolean | null
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** Nearest rank. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const index = Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)
  return sorted[index] ?? Number.NaN
}

export const ms = (value: number) => `${Math.round(value)} ms`
export const seconds = (valueMs: number) => `${(valueMs / 1000).toFixed(1)} s`
export const count = (value: number) => Math.round(value).toLocaleString('en')

const headings = ['', 'What', 'Shelfwatch', 'Baseline', 'Ratio', 'Aim', 'Reached']

/** A Markdown table that reads well in a terminal too. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ id, what, ours, baseline, ratio, aim, isReached }) => [
    id,
    what,
    ours,
    baseline,
    ratio === null ? '' : ratio.toFixed(2),
    aim,
    isReached === null ? '' : isReached ? 'yes' : 'no',
  ])
  const widths = headings.map((heading, column) =>
    Math.max(3, heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
