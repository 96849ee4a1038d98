import type { AppEvent, EventName, EventPayloads } from '../../shared/ipc/events'
import type { Log } from '../ports'

export type EventListener = (event: AppEvent) => void

/** News from main to whoever listens. Nothing is kept: a listener hears what happens from then on. */
export class EventBus {
  readonly #log: Log
  readonly #listeners = new Set<EventListener>()

  constructor(deps: { log: Log }) {
    this.#log = deps.log
  }

  /** A listener that throws is logged and keeps neither the others nor the sender from going on. */
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void {
    const event = { name, payload } as AppEvent
    for (const listener of [...this.#listeners]) {
      try {
        listener(event)
      } catch (error) {
        this.#log.error('a listener failed', { event: name, error })
      }
    }
  }

  /** Returns what ends the subscription. */
  subscribe(listener: EventListener): () => void {
    // Wrapped, so that the same function can listen twice.
    const own: EventListener = (event) => listener(event)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }
}
