import { ActionIcon } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import type { StockColumn, StockSummary } from '../../../shared/domain/stock'
import type { CallOutput } from '../../../shared/ipc/contract'
import { text } from '../../lib/text'
import { useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { describeChoice } from './choice-words'
import { PrintSheet } from './print-sheet'
import type { StockChoice } from './stock-choice'
import { useStockCommand } from './use-stock-command'

/** Some forty pages. */
const MOST_PRINTED = 2_000
const words = text.stockTools.print

interface PrintButtonProps {
  choice: StockChoice
  columns: readonly StockColumn[]
  summary: StockSummary | undefined
  /** Products that match; undefined until it is known. */
  total: number | undefined
  onError: (error: Error) => void
}

/** Prints what is listed, not only what is on screen. */
export function PrintButton({ choice, columns, summary, total, onError }: PrintButtonProps) {
  const connection = useConnection()
  const now = useNow()
  const { mutate, isPending } = useAction('stock.rows')
  const [printed, setPrinted] = useState<(CallOutput<'stock.rows'> & { filters: string[] }) | null>(null)
  const isEmpty = total === 0
  const print = () => {
    if (isPending || isEmpty) return
    const filters = describeChoice(choice, summary)
    mutate(
      { query: { ...choice, connectionId: connection.id }, productIds: null, limit: MOST_PRINTED },
      { onSuccess: (found) => setPrinted({ ...found, filters }), onError },
    )
  }
  useStockCommand('print', print, total !== undefined)
  return (
    <>
      <ActionIcon
        variant="default"
        size={34}
        radius={6}
        aria-label={words.button}
        title={isEmpty ? text.stockTools.nothingListed : words.button}
        aria-disabled={isEmpty}
        {...(isEmpty ? { 'data-disabled': true } : {})}
        onClick={print}
      >
        <IconPrinter size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      {printed && (
        <PrintSheet
          company={connection.companyName}
          columns={columns}
          now={now}
          onDone={() => setPrinted(null)}
          {...printed}
        />
      )}
    </>
  )
}
