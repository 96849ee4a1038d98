import type { Settings } from '../../shared/domain/settings'
import { AppError } from '../../shared/errors'
import type { Confirm } from '../ports'

interface Deps {
  confirm: Confirm
  settings: { read(): Pick<Settings, 'tunnelProgram'> }
}

/**
 * A program of the settings is run with the rights of the user, so the user agrees to it outside the window: whoever took over the
 * window must not be able to run one.
 */
export class ProgramConsent {
  readonly #deps: Deps
  #isAsking = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Rejects when they do not agree to this path. That none is set, or the same one, is not asked about. */
  async require(path: string): Promise<void> {
    const { confirm, settings } = this.#deps
    if (path === '' || path === settings.read().tunnelProgram) return
    if (this.#isAsking) throw new AppError('cancelled', 'Answer first whether Shelfwatch may run a program.')
    this.#isAsking = true
    try {
      const question = { message: 'Let Shelfwatch run this program?', detail: detailOf(path), yes: 'Allow' }
      if (!(await confirm(question)))
        throw new AppError(
          'cancelled',
          'The tunnel program was not changed, as it was not allowed to be run.',
        )
    } finally {
      this.#isAsking = false
    }
  }
}

function detailOf(path: string): string {
  return `${path}\n\nIt runs with your rights whenever live updates are on. Allow it only if you have just entered this path yourself.`
}
