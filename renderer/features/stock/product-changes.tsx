import { useId } from 'react'
import type { StockChange } from '../../../shared/domain/stock'
import { ProviderText } from '../../components/provider-text'
import { formatDateTime, formatExact, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './product-panel.module.css'

const words = text.product

/** What changed at this product lately, newest first. */
export function ProductChanges({ changes, now }: { changes: StockChange[]; now: number }) {
  const headingId = useId()
  return (
    <>
      <h3 id={headingId} className={styles.heading}>
        {words.changes}
      </h3>
      {changes.length === 0 ? (
        <p className={styles.quiet}>{words.noChanges}</p>
      ) : (
        <ul aria-labelledby={headingId} className={styles.changes}>
          {changes.map((change) => (
            <li key={change.id}>
              <span className={styles.when} title={formatExact(change.changedAt)}>
                {formatDateTime(change.changedAt, now)}
              </span>
              <span>
                {text.stock.columns[change.figure]}{' '}
                <ProviderText className={styles.when}>{change.location}</ProviderText>
              </span>
              <span className={styles.change} title={words.sources[change.source]}>
                {words.change(formatNumber(change.before), formatNumber(change.after))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
