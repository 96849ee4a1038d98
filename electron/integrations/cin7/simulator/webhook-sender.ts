import { setMaxListeners } from 'node:events'
import type { Clock } from '../../../ports'
import { type Connect, postToHook } from './hook-post'
import type { WebhookRegistry } from './webhook-registry'
import type { WireWebhook } from './wire'

export interface WebhookPlan {
  /** From the event to the first try. */
  delayMs: number
  /** From each try that failed to the next. After the last one the hook is switched off. */
  retryDelaysMs: readonly number[]
  /** Anything but 200 within this time is a failure. */
  timeoutMs: number
  /** Where public hosts are found; left out: on the internet. */
  connect?: Connect
  /** Told of each try when it is over. */
  onDelivery?: (delivery: Delivery) => void
}

/** As documented: about a minute after the event, then five more tries within 75 minutes. */
export const usualWebhookPlan: WebhookPlan = {
  delayMs: 60_000,
  retryDelaysMs: [5, 10, 15, 20, 25].map((minutes) => minutes * 60_000),
  timeoutMs: 10_000,
}

/** One try to deliver. */
export interface Delivery {
  hookId: string
  type: string
  /** Of the hook's address at that time. */
  host: string
  /** From 1. */
  attempt: number
  /** When it was tried, epoch ms. */
  at: number
  /** null: no answer. */
  status: number | null
}

/** The newest tries; older ones are let go so that a long demo does not grow. */
const MOST_DELIVERIES = 50_000
/** At the same time. */
const MOST_AT_ONCE = 50

interface SenderDeps {
  registry: WebhookRegistry
  clock: Pick<Clock, 'now' | 'sleep'>
  plan: WebhookPlan
}

/** Sends events to the hooks that ask for them. A hook is looked up anew at each try: it may have changed. */
export class WebhookSender {
  readonly deliveries: Delivery[] = []
  /** Tries that are under way or wait for a free place. */
  readonly #due = new Set<Promise<unknown>>()
  readonly #closed = new AbortController()
  #places = MOST_AT_ONCE
  readonly #waiting: (() => void)[] = []

  constructor(private readonly deps: SenderDeps) {
    // Each try that is due later waits for it.
    setMaxListeners(0, this.#closed.signal)
  }

  /** Queues a body for every active hook of its type. */
  raise(type: string, body: string, delayMs = this.deps.plan.delayMs): void {
    for (const hook of this.deps.registry.hooks) {
      if (hook.Type !== type || !hook.IsActive) continue
      this.#deliver(hook.ID, body, [delayMs, ...this.deps.plan.retryDelaysMs]).catch(() => undefined)
    }
  }

  /** Resolves when nothing is to be sent now; tries that are due later may wait. */
  async delivered(): Promise<void> {
    while (this.#due.size > 0) await Promise.allSettled(this.#due)
  }

  /** Gives up all that waits. */
  close(): void {
    this.#closed.abort()
  }

  async #deliver(hookId: string, body: string, delaysMs: readonly number[]): Promise<void> {
    for (const [index, delayMs] of delaysMs.entries()) {
      if (delayMs > 0) await this.deps.clock.sleep(delayMs, this.#closed.signal)
      const isDone = await this.#track(this.#try(hookId, body, index + 1))
      if (isDone || this.#closed.signal.aborted) return
    }
    const hook = this.#active(hookId)
    if (hook) hook.IsActive = false
  }

  #track<T>(task: Promise<T>): Promise<T> {
    this.#due.add(task)
    return task.finally(() => this.#due.delete(task))
  }

  /** Whether there is nothing left to do for this body. */
  async #try(hookId: string, body: string, attempt: number): Promise<boolean> {
    await this.#place()
    try {
      const hook = this.#active(hookId)
      if (!hook) return true
      const at = this.deps.clock.now()
      const status = await this.#post(hook, body)
      this.#note({ hookId, type: hook.Type, host: new URL(hook.ExternalURL).host, attempt, at, status })
      return status === 200
    } finally {
      this.#places++
      this.#waiting.shift()?.()
    }
  }

  async #place(): Promise<void> {
    while (this.#places === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#places--
  }

  #post(hook: WireWebhook, body: string): Promise<number | null> {
    const { connect, timeoutMs } = this.deps.plan
    const options = { connect, timeoutMs, signal: this.#closed.signal }
    return postToHook(hook, body, options).catch(() => null)
  }

  #active(id: string): WireWebhook | undefined {
    return this.deps.registry.hooks.find((hook) => hook.ID === id && hook.IsActive)
  }

  #note(delivery: Delivery): void {
    this.deliveries.push(delivery)
    if (this.deliveries.length > MOST_DELIVERIES) this.deliveries.splice(0, MOST_DELIVERIES / 2)
    this.deps.plan.onDelivery?.(delivery)
  }
}
