import type { SyncResource } from '../../../shared/domain/sync-run'
import type { ProviderRun } from '../../sync/provider-run'
import type { StrangeRow } from './strange'

/** Rows that could not be used are told one by one up to this number for each list, then counted. */
const MOST_TOLD = 20

/** Tells the run which rows could not be used and why, without flooding it. */
export class StrangeReport {
  readonly #run: ProviderRun
  readonly #resource: SyncResource
  #count = 0
  #lost = 0

  constructor(run: ProviderRun, resource: SyncResource) {
    this.#run = run
    this.#resource = resource
  }

  /** Rows that are missing from what was read. */
  get lost(): number {
    return this.#lost
  }

  add(page: number, strange: StrangeRow[]): void {
    for (const { position, label, why, isLost } of strange) {
      this.#count += 1
      if (isLost) this.#lost += 1
      if (this.#count > MOST_TOLD) continue
      const row = `Row ${position} of page ${page}${label ? ` (${label})` : ''}`
      this.#tell(page, isLost ? `${row} was left out: ${why}.` : `A part of ${row} was left out: ${why}.`)
    }
  }

  end(): void {
    const more = this.#count - MOST_TOLD
    if (more > 0) this.#tell(null, `${more} more rows could not be used or not as a whole.`)
  }

  #tell(page: number | null, message: string): void {
    this.#run.onFailure({
      resource: this.#resource,
      page,
      code: 'provider_changed',
      message,
      isWholePage: false,
    })
  }
}
