import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { describeSelection } from './selection-bar'

const words = text.stockTools.selection

/** Says to screen readers how much is selected, and how much was copied of it. */
export function SelectionStatus({ count, copied }: { count: number; copied: number | null }) {
  return (
    <p role="status" aria-label={words.bar} className="visually-hidden">
      {copied !== null
        ? words.copied(formatNumber(copied), copied === 1)
        : count > 0
          ? describeSelection(count)
          : words.none}
    </p>
  )
}
