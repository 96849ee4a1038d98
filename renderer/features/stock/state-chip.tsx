import {
  IconAlertTriangle,
  IconArrowDown,
  IconCheck,
  IconClockExclamation,
  IconTruckDelivery,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react'
import type { StockState } from '../../../shared/domain/stock'
import { text } from '../../lib/text'
import styles from './state-chip.module.css'

/** `critical`: low, at or under a third of the reorder point. `stale`: too old to be trusted. */
export type ChipState = StockState | 'critical' | 'stale'

const icons: Record<ChipState, TablerIcon> = {
  out: IconX,
  critical: IconAlertTriangle,
  low: IconArrowDown,
  incoming: IconTruckDelivery,
  ok: IconCheck,
  stale: IconClockExclamation,
}

/** A state as icon, word and colour, so that none of them carries it alone. */
export function StateChip({ state }: { state: ChipState }) {
  const Icon = icons[state]
  return (
    <span className={styles.chip} data-state={state}>
      <Icon size={12} stroke={2.2} aria-hidden />
      {text.stock.states[state]}
    </span>
  )
}
