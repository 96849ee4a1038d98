/** How patient the tunnel is with its program. */
export interface TunnelTimes {
  /** From the start until it is connected. */
  connectMs: number
  /** Between two looks until then. */
  lookMs: number
  /** Between two looks at its health, once it is connected. */
  healthMs: number
  /** For one answer of its own page. */
  answerMs: number
  /** From the request to end until it is killed. */
  endMs: number
  /** After both protocols failed, and while the program cannot be used. */
  retryMs: number
}

export const tunnelTimes: TunnelTimes = {
  connectMs: 30_000,
  lookMs: 500,
  healthMs: 10_000,
  answerMs: 3_000,
  endMs: 3_000,
  retryMs: 15 * 60_000,
}

/** So many looks at the health must fail before the program is started again. */
export const MISSES_ALLOWED = 3
