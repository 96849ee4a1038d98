import type { AlertState } from '../../../shared/domain/alert'
import { text } from '../../lib/text'

const words = text.alerts

const figures = ['select', 'product', 'location', 'available', 'reorderPoint'] as const
const open = [...figures, 'order', 'since', 'what', 'state'] as const
const handled = [...figures, 'since', 'what', 'handled', 'state'] as const

export type AlertColumn = (typeof open | typeof handled)[number]

export function columnsOf(state: AlertState): readonly AlertColumn[] {
  return state === 'open' ? open : handled
}

export function headOf(column: AlertColumn, state: AlertState): string {
  if (column !== 'handled') return words.columns[column]
  return state === 'open' ? '' : words.handled[state]
}
