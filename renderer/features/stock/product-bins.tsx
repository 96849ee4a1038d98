import type { BinRow } from '../../../shared/domain/stock'
import { ProviderText } from '../../components/provider-text'
import { formatDate, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './product-bins.module.css'

const words = text.product

/** The same stock at the grain at which Cin7 keeps it: by bin and batch. */
export function ProductBins({ bins }: { bins: BinRow[] }) {
  const hasBatches = bins.some((row) => row.batch !== '' || row.expiresAt !== null)
  return (
    <details className={styles.bins}>
      <summary>{words.bins(bins.length)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.bin}</th>
            {hasBatches && <th scope="col">{words.batch}</th>}
            {hasBatches && <th scope="col">{words.expires}</th>}
            <th scope="col">{text.stock.columns.available}</th>
            <th scope="col">{text.stock.columns.onHand}</th>
          </tr>
        </thead>
        <tbody>
          {bins.map((row) => (
            <tr key={`${row.bin} ${row.batch} ${row.expiresAt}`}>
              <td>
                <ProviderText>{row.bin || text.stock.none}</ProviderText>
              </td>
              {hasBatches && (
                <td>
                  <ProviderText>{row.batch || text.stock.none}</ProviderText>
                </td>
              )}
              {hasBatches && <td>{row.expiresAt === null ? text.stock.none : formatDate(row.expiresAt)}</td>}
              <td>{formatNumber(row.available)}</td>
              <td>{formatNumber(row.onHand)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
