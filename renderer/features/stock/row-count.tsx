import { useEffect, useState } from 'react'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'

/** Long enough that a count is said once the typing pauses, not for every letter. */
const QUIET_MS = 600

/** Says to screen readers how many rows there are. */
export function RowCount({ total }: { total: number }) {
  const [said, setSaid] = useState(total)
  useEffect(() => {
    const timer = setTimeout(() => setSaid(total), QUIET_MS)
    return () => clearTimeout(timer)
  }, [total])
  return (
    <p role="status" aria-label={text.stock.rowCount} className="visually-hidden">
      {text.stock.count(formatNumber(said), said)}
    </p>
  )
}
