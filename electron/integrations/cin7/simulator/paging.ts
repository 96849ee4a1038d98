import { type Answer, jsonText } from './answer'
import type { Behaviour, RowShift, TotalMode } from './behaviour'
import { normalPath } from './faults'
import { BadParameter, type Query } from './query'

const DEFAULT_LIMIT = 100
const LARGEST_LIMIT = 1_000

/** One list of the service: its rows in order, written one at a time as pages ask for them. */
export interface List {
  /** The key the rows are under, such as `Products`. */
  key: string
  length: number
  /** The record at a position as JSON. */
  write(position: number): string
}

export interface PageRequest {
  page: number
  size: number
}

/** @throws BadParameter for a page or limit that is no number from 1 up. */
export function pageRequest(query: Query, behaviour: Behaviour): PageRequest {
  const page = query.count('page', 1)
  const limit = query.count('limit', DEFAULT_LIMIT)
  if (limit > LARGEST_LIMIT && behaviour.overLimit === 'reject') throw new BadParameter('limit is not valid')
  return { page, size: Math.min(limit, LARGEST_LIMIT, behaviour.pageCap ?? LARGEST_LIMIT) }
}

/** A page of a list in its envelope. Past the end the list is empty. `shift`: see `RowShift`. */
export function pageAnswer(list: List, { page, size }: PageRequest, total: TotalMode, shift: number): Answer {
  const from = Math.max(0, (page - 1) * size - shift)
  const to = Math.min(from + size, list.length)
  const records: string[] = []
  for (let position = from; position < to; position++) records.push(list.write(position))
  const announced = announcedTotal(total, list.length + shift, page)
  const totalField = announced === null ? '' : `"Total":${announced},`
  return jsonText(`{${totalField}"Page":${page},"${list.key}":[${records.join(',')}]}`)
}

function announcedTotal(mode: TotalMode, total: number, page: number): number | null {
  switch (mode) {
    case 'true':
      return total
    case 'absent':
      return null
    case 'drifting':
      return total + page
    default:
      return total + mode.offBy
  }
}

/** Keeps track of the walks that a row shift disturbs. */
export class RowShifter {
  #plan: RowShift | null = null
  #walksLeft = 0
  #isShifted = false

  /** By how many rows the asked page has moved. */
  shift(plan: RowShift | null, path: string, page: number): number {
    if (plan !== this.#plan) this.#restart(plan)
    if (plan === null || normalPath(plan.path) !== path) return 0
    if (page === 1) this.#isShifted = false
    if (this.#isShifted && page > 1) return plan.rows
    if (page < plan.fromPage || this.#walksLeft <= 0) return 0
    this.#walksLeft--
    this.#isShifted = true
    return plan.rows
  }

  #restart(plan: RowShift | null): void {
    this.#plan = plan
    this.#walksLeft = plan?.walks ?? 1
    this.#isShifted = false
  }
}
