/** One call the simulator got. */
export interface SimulatorCall {
  method: string
  /** Below the base address, lower case, such as `ref/location`; outside it, the whole path. */
  path: string
  /** Parameters as sent. */
  query: Record<string, string>
  /** 1 where the call names none. */
  page: number
  /** When it came, ms on the simulator's monotonic clock. */
  at: number
  /** Calls under way at that moment, this one included. */
  inFlight: number
  /** null while it is under way, and for ever when no whole answer was sent. */
  status: number | null
}

/** The newest calls; older ones are let go so that a long demo does not grow. */
const MOST_CALLS = 50_000

export class CallLog {
  readonly calls: SimulatorCall[] = []
  #inFlight = 0

  constructor(private readonly onCall: (call: SimulatorCall) => void) {}

  /** Notes a call; the returned function ends it. */
  begin(call: Omit<SimulatorCall, 'inFlight' | 'status'>): (status: number | null) => void {
    this.#inFlight++
    const noted: SimulatorCall = { ...call, inFlight: this.#inFlight, status: null }
    this.calls.push(noted)
    if (this.calls.length > MOST_CALLS) this.calls.splice(0, MOST_CALLS / 2)
    return (status) => {
      this.#inFlight--
      noted.status = status
      this.onCall(noted)
    }
  }
}

/** The most calls that came within any stretch of `windowMs`. */
export function mostCallsWithin(calls: readonly Pick<SimulatorCall, 'at'>[], windowMs: number): number {
  let most = 0
  let first = 0
  for (let last = 0; last < calls.length; last++) {
    while (at(calls, last) - at(calls, first) >= windowMs) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** The shortest time from the start of one call to the start of the next, ms; `Infinity` below two calls. */
export function shortestGap(calls: readonly SimulatorCall[]): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let index = 1; index < calls.length; index++) {
    shortest = Math.min(shortest, at(calls, index) - at(calls, index - 1))
  }
  return shortest
}

function at(calls: readonly Pick<SimulatorCall, 'at'>[], index: number): number {
  return calls[index]?.at ?? 0
}
