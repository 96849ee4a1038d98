import { AppError } from '../../shared/errors'
import type { HandlersOf } from '../../shared/ipc/contract'

const notYet = (): never => {
  throw new AppError('internal', 'Comes with the alert store.')
}

export function alertHandlers(): HandlersOf<'alerts'> {
  return {
    'alerts.list': notYet,
    'alerts.counts': notYet,
    'alerts.acknowledge': notYet,
    'alerts.snooze': notYet,
    'alerts.reopen': notYet,
    'alerts.ofProduct': notYet,
  }
}
export function reorderHandlers(): HandlersOf<'reorder'> {
  return { 'reorder.set': notYet, 'reorder.preview': notYet, 'reorder.rules': notYet }
}
export function todayHandlers(): HandlersOf<'today'> {
  return { 'today.away': notYet }
}
