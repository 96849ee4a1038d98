import { Button } from '@mantine/core'
import { describeError } from '../../components/list-states'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { Banner } from '../frame/banner'
import type { StockExport } from './use-stock-export'

const words = text.stockTools

interface StockOutcomeProps {
  exporting: StockExport
  /** Why something else could not be done. */
  error: Error | null
  onDismiss: () => void
}

/** How the last export ended, or why something could not be done, until it is dismissed. */
export function StockOutcome({ exporting, error, onDismiss }: StockOutcomeProps) {
  const failure = error ?? exporting.error
  const { saved } = exporting
  if (!failure && saved === undefined) return null
  return (
    <Banner
      tone={failure ? 'bad' : 'info'}
      action={
        <Button variant="default" size="compact-sm" onClick={onDismiss}>
          {text.actions.dismiss}
        </Button>
      }
    >
      {failure ? describeError(failure) : saved ? describeSaved(saved) : words.export.cancelled}
    </Banner>
  )
}

function describeSaved({ file, products }: { file: string; products: number }): string {
  return words.export.saved(text.stock.count(formatNumber(products), products), file)
}
