import { BusyButton } from '../../components/busy-button'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './history.module.css'

const words = text.sync

interface HistoryFooterProps {
  shown: number
  total: number
  isLoading: boolean
  onShowMore: () => void
}

/** How much of a history is in sight that has more, and the way to the rest. */
export function HistoryFooter({ shown, total, isLoading, onShowMore }: HistoryFooterProps) {
  return (
    <div className={styles.footer}>
      <p role="status">{words.shown(formatNumber(shown), formatNumber(total))}</p>
      <BusyButton
        variant="default"
        size="compact-md"
        isBusy={isLoading}
        busyLabel={text.listStates.loading}
        onClick={onShowMore}
      >
        {words.showMore}
      </BusyButton>
    </div>
  )
}
