import { ActionIcon } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReorderTarget } from '../../../shared/domain/reorder'
import type { StockSummary } from '../../../shared/domain/stock'
import { text } from '../../lib/text'
import { useStockCommand } from '../stock/use-stock-command'
import { ReorderPointsDialog } from './reorder-points-dialog'

interface SetReorderPointsProps {
  /** What the list is narrowed to. */
  category: string | null
  supplierId: number | null
  summary: StockSummary | undefined
}

/** The button that opens the dialog for the category or supplier in view. */
export function SetReorderPoints({ category, supplierId, summary }: SetReorderPointsProps) {
  const [isOpen, setIsOpen] = useState(false)
  useStockCommand('reorder', () => setIsOpen(true))
  return (
    <>
      <ActionIcon
        variant="default"
        size={34}
        radius={6}
        aria-label={text.reorder.many.open}
        title={text.reorder.many.open}
        onClick={() => setIsOpen(true)}
      >
        <IconAdjustmentsHorizontal size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      <ReorderPointsDialog
        isOpen={isOpen}
        target={targetOf(category, supplierId)}
        summary={summary}
        onClose={() => setIsOpen(false)}
      />
    </>
  )
}

function targetOf(category: string | null, supplierId: number | null): ReorderTarget | null {
  if (supplierId !== null) return { kind: 'supplier', supplierId }
  return category === null ? null : { kind: 'category', category }
}
