import type { AlertPage } from '../../../shared/domain/alert'

type Groups = AlertPage['groups']

/** A line of the list: the head of a group, or an alert by its place among all. */
export type AlertItem = { kind: 'group'; name: string; count: number } | { kind: 'alert'; index: number }

/** The list's lines: each group's head, then its alerts. Without groups, the alerts alone. */
export class AlertItems {
  readonly count: number
  readonly #groups: Groups
  /** Line of each group's head. */
  readonly #heads: number[] = []

  constructor(total: number, groups: Groups) {
    this.#groups = groups
    let line = 0
    for (const { count } of groups) {
      this.#heads.push(line)
      line += count + 1
    }
    this.count = groups.length === 0 ? total : line
  }

  at(line: number): AlertItem {
    const group = this.#groupAt(this.#heads, line)
    const head = this.#heads[group]
    if (head === undefined) return { kind: 'alert', index: line }
    if (head === line) return { kind: 'group', ...this.#groups[group]! }
    return { kind: 'alert', index: line - group - 1 }
  }

  /** The line of an alert. */
  lineOf(index: number): number {
    if (this.#groups.length === 0) return index
    const firstAlerts = this.#heads.map((head, group) => head - group)
    return index + this.#groupAt(firstAlerts, index) + 1
  }

  /** The last of the sorted starts that is not after `place`; -1: none. */
  #groupAt(starts: readonly number[], place: number): number {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= place) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
