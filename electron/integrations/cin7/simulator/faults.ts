/** A fault for calls to come. Everything left out stays as it would have been. */
export interface Fault {
  /** `product`, `ref/location` …; left out: any call. */
  path?: string
  /** Only calls for this page; a call without `page` asks for page 1. */
  page?: number
  method?: string
  /** Lets this many matching calls through first. Default 0. */
  after?: number
  /** How many calls it hits. Default 1; `Infinity` for ever. */
  times?: number
  status?: number
  /** Added to the answer's own; a value of '' takes a header away. */
  headers?: Record<string, string>
  /** Replaces the body. Anything but text and bytes is written as JSON. */
  body?: unknown
  /** Changes the JSON that would have been sent. */
  change?: (json: unknown) => unknown
  delayMs?: number
  /** Takes the call and never answers. */
  hang?: boolean
  /** Closes the connection: before the answer, after its headers, or after so many bytes of its body. */
  cut?: 'before' | 'after-headers' | number
  /** Sends only so many bytes of the body, as a complete answer. */
  truncate?: number
  /** Sends the body in small pieces. */
  drip?: { bytes: number; everyMs: number }
}

interface WaitingFault {
  fault: Fault
  skip: number
  left: number
}

export interface CallToMatch {
  path: string
  page: number
  method: string
}

/** The faults that wait, oldest first. Each call meets at most one. */
export class Faults {
  #waiting: WaitingFault[] = []

  /** Returns a function that takes the fault back. */
  add(fault: Fault): () => void {
    const waiting = { fault, skip: fault.after ?? 0, left: fault.times ?? 1 }
    this.#waiting.push(waiting)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting)
    }
  }

  clear(): void {
    this.#waiting = []
  }

  /** Faults that have calls left to hit. */
  get waiting(): number {
    return this.#waiting.length
  }

  take(call: CallToMatch): Fault | null {
    for (const waiting of this.#waiting) {
      if (!matches(waiting.fault, call)) continue
      if (waiting.skip > 0) {
        waiting.skip--
        continue
      }
      waiting.left--
      if (waiting.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== waiting)
      return waiting.fault
    }
    return null
  }
}

/** Whether the service's own answer is not needed, so that nothing happens at the service either. */
export function replacesAnswer(fault: Fault | null): boolean {
  return fault !== null && (fault.status !== undefined || fault.body !== undefined)
}

function matches(fault: Fault, call: CallToMatch): boolean {
  if (fault.path !== undefined && normalPath(fault.path) !== normalPath(call.path)) return false
  if (fault.page !== undefined && fault.page !== call.page) return false
  return fault.method === undefined || fault.method.toUpperCase() === call.method
}

/** Lower case, no slash at either end. */
export function normalPath(path: string): string {
  return path.toLowerCase().replace(/^\/+|\/+$/g, '')
}
