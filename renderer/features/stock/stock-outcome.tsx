import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { OutcomeBanner } from '../frame/outcome-banner'
import type { StockExport } from './use-stock-export'

const words = text.stockTools.export

interface StockOutcomeProps {
  exporting: StockExport
  /** Why something else could not be done. */
  error: Error | null
  onDismiss: () => void
}

/** How the last export ended, or why something could not be done, until it is dismissed. */
export function StockOutcome({ exporting, error, onDismiss }: StockOutcomeProps) {
  return (
    <OutcomeBanner
      error={error ?? exporting.error}
      words={describeSaved(exporting.saved)}
      onDismiss={onDismiss}
    />
  )
}

function describeSaved(saved: StockExport['saved']): string | null {
  if (saved === undefined) return null
  return saved
    ? words.saved(text.stock.count(formatNumber(saved.products), saved.products), saved.file)
    : words.cancelled
}
