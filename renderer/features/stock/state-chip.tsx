import { IconArrowDown, IconCheck, IconTruckDelivery, IconX, type TablerIcon } from '@tabler/icons-react'
import type { StockState } from '../../../shared/domain/stock'
import { text } from '../../lib/text'
import styles from './state-chip.module.css'

const icons: Record<StockState, TablerIcon> = {
  out: IconX,
  low: IconArrowDown,
  incoming: IconTruckDelivery,
  ok: IconCheck,
}

/** A state as icon, word and colour, so that none of them carries it alone. */
export function StateChip({ state }: { state: StockState }) {
  const Icon = icons[state]
  return (
    <span className={styles.chip} data-state={state}>
      <Icon size={12} stroke={2.2} aria-hidden />
      {text.stock.states[state]}
    </span>
  )
}
