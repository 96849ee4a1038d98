import type { KeyboardEvent } from 'react'
import type { StockSelection } from './use-selection'

/** Does what a key does to the selection; false when it does nothing to it. */
export function selectByKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isDefaultPrevented'>,
  index: number,
  { selection, onCopy }: { selection: StockSelection; onCopy: () => void },
): boolean {
  const hasAny = selection.ids.size > 0
  const key = event.ctrlKey || event.metaKey ? `Ctrl+${event.key.toLowerCase()}` : event.key
  if (key === ' ' && event.shiftKey) selection.extendTo(index)
  else if (key === ' ') selection.toggle(index)
  else if (key === 'Ctrl+a') selection.all()
  else if (key === 'Ctrl+c' && hasAny) onCopy()
  else if (key === 'Escape' && hasAny && !event.isDefaultPrevented()) selection.clear()
  else return false
  return true
}
