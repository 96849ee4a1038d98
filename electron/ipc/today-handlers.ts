import { AppError } from '../../shared/errors'
import type { HandlersOf } from '../../shared/ipc/contract'

export function todayHandlers(): HandlersOf<'today'> {
  return {
    'today.away': () => {
      throw new AppError('internal', 'Comes with the Today view.')
    },
  }
}
