import type { ErrorShape } from './answer'
import type { CallLimitPlan } from './call-limit'
import type { EmptyValues } from './nothing'

/** How the simulated service acts. All of it may be changed while it runs. */
export interface Behaviour {
  /** null: any number of calls. Core's own limit is `coreLimit`. */
  limit: CallLimitPlan | null
  latencyMs: number
  /** A largest page that callers are not told about; null: none. */
  pageCap: number | null
  total: TotalMode
  /** What happens to a `limit` over 1000. Not documented. */
  overLimit: 'cap' | 'reject'
  rowShift: RowShift | null
  emptyValues: EmptyValues
  errorShape: ErrorShape
  /** Availability rows without `InTransit` and `NextDeliveryDate`, as older accounts have them. */
  olderAccount: boolean
  /** false: no Automation module, so every call to `/webhooks` is refused. */
  automation: boolean
  /** false: `/webhooks` shows bearer tokens in clear. Both have been seen. */
  maskedTokens: boolean
}

/** What lists say about their length; `drifting`: the page number is added, so that no two pages agree. */
export type TotalMode = 'true' | 'absent' | 'drifting' | { offBy: number }

/**
 * As if rows were inserted before the first one (`rows` > 0: a row comes twice) or removed there (`rows` < 0: rows are
 * missed) just before page `fromPage` is read. The next call for page 1 starts a new walk, in which nothing moves once
 * `walks` are used up.
 */
export interface RowShift {
  path: string
  fromPage: number
  rows: number
  /** Default 1. */
  walks?: number
}

/** Cin7 Core's documented limit. */
export const coreLimit: CallLimitPlan = { calls: 60, windowMs: 60_000 }

export const usualBehaviour: Behaviour = {
  limit: null,
  latencyMs: 0,
  pageCap: null,
  total: 'true',
  overLimit: 'cap',
  rowShift: null,
  emptyValues: 'mixed',
  errorShape: 'mixed',
  olderAccount: false,
  automation: true,
  maskedTokens: true,
}
