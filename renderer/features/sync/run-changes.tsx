import { useState } from 'react'
import type { StockChange } from '../../../shared/domain/stock'
import type { SyncRun } from '../../../shared/domain/sync-run'
import { describeError } from '../../components/list-states'
import { ProviderText } from '../../components/provider-text'
import { SearchField } from '../../components/search-field'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import styles from './run-detail.module.css'

const words = text.sync.detail

/** The figures a run changed, searchable by product. */
export function RunChanges({ run }: { run: SyncRun }) {
  return (
    <div className={styles.column}>
      <h2 className={styles.title}>
        {run.status === 'running' ? words.changesUnknown : words.changes(formatNumber(run.changes))}
      </h2>
      {run.status === 'running' && <p className={styles.dim}>{words.whenEnded}</p>}
      {run.status !== 'running' && run.changes === 0 && (
        <p className={styles.dim}>{isFirstReading(run) ? words.firstReading : words.noChanges}</p>
      )}
      {run.status !== 'running' && run.changes > 0 && <SearchableChanges run={run} />}
    </div>
  )
}

function isFirstReading({ trigger, status }: SyncRun): boolean {
  return trigger === 'connect' && (status === 'success' || status === 'partial')
}

function SearchableChanges({ run }: { run: SyncRun }) {
  const [search, setSearch] = useState('')
  const { data, error } = useCall('sync.run', { runId: run.id, search }, { keepPrevious: true })
  const isCut = data && search === '' && data.changes.length > 0 && data.changes.length < run.changes
  return (
    <>
      <SearchField
        label={words.search}
        hint={words.searchHint}
        clearLabel={words.clearSearch}
        value={search}
        onChange={setSearch}
      />
      {error && <p role="alert">{describeError(error)}</p>}
      {data?.changes.length === 0 && <p role="status">{words.noMatch}</p>}
      {data && data.changes.length > 0 && <ChangeTable changes={data.changes} />}
      {isCut && <p className={styles.dim}>{words.firstOf(formatNumber(data.changes.length))}</p>}
    </>
  )
}

function ChangeTable({ changes }: { changes: StockChange[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section className={styles.changes} tabIndex={0} aria-label={words.changesUnknown}>
      <table aria-label={words.changesUnknown}>
        <thead>
          <tr>
            <th scope="col">{words.product}</th>
            <th scope="col">{words.location}</th>
            <th scope="col">{words.figure}</th>
            <th scope="col" className={styles.number}>
              {words.before}
            </th>
            <th scope="col" className={styles.number}>
              {words.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.id}>
              <td>
                <ProviderText>{change.product}</ProviderText>
                <ProviderText className={styles.sku}>{change.sku}</ProviderText>
              </td>
              <td className={styles.dim}>
                <ProviderText>{change.location}</ProviderText>
              </td>
              <td className={styles.dim}>{text.sync.figures[change.figure]}</td>
              <td className={styles.quietNumber}>{formatNumber(change.before)}</td>
              <td className={styles.number}>{formatNumber(change.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
