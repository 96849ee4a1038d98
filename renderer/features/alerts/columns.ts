import type { AlertState } from '../../../shared/domain/alert'
import { text } from '../../lib/text'

const words = text.alerts

const open = ['select', 'product', 'location', 'available', 'reorderPoint', 'since', 'what', 'state'] as const
const handled = [...open.slice(0, -1), 'handled', 'state'] as const

export type AlertColumn = (typeof open)[number] | 'handled'

export function columnsOf(state: AlertState): readonly AlertColumn[] {
  return state === 'open' ? open : (handled as readonly AlertColumn[])
}

export function headOf(column: AlertColumn, state: AlertState): string {
  if (column !== 'handled') return words.columns[column]
  return state === 'open' ? '' : words.handled[state]
}
