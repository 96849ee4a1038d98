import type { SyncRun, SyncTrigger } from '../../shared/domain/sync-run'
import type { Log } from '../ports'

interface Deps {
  log: Log
  isRunning(connectionId: string): boolean
  start(connectionId: string, run: { trigger: SyncTrigger; kind: 'quick' }): void
}

/** Reads what deliveries may have missed. A run that was under way then may have read some of it too early: another follows. */
export class GapSync {
  readonly #deps: Deps
  readonly #waiting = new Set<string>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  ask(connectionId: string): void {
    if (this.#deps.isRunning(connectionId)) this.#waiting.add(connectionId)
    else this.#start(connectionId)
  }

  onFinished({ connectionId }: SyncRun): void {
    if (this.#waiting.delete(connectionId)) this.#start(connectionId)
  }

  #start(connectionId: string): void {
    try {
      this.#deps.start(connectionId, { trigger: 'webhook-gap', kind: 'quick' })
    } catch (error) {
      this.#deps.log.warn('gap not read', { connectionId, error })
    }
  }
}
