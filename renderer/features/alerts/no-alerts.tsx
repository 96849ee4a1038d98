import { Button } from '@mantine/core'
import { IconBell, IconCheck } from '@tabler/icons-react'
import type { StockSummary } from '../../../shared/domain/stock'
import { MessageState, SkeletonRows } from '../../components/list-states'
import { formatMoment, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useSync } from '../frame/use-sync'
import type { AlertChoice } from './use-alerts'

const words = text.alerts.nothing
const SKELETON_ROWS = 4
const bell = <IconBell size={20} stroke={1.6} />

interface NoAlertsProps {
  choice: AlertChoice
  summary: StockSummary | undefined
  now: number
  onChange: (change: Partial<AlertChoice>) => void
}

/** Why no alert is shown. */
export function NoAlerts({ choice, summary, now, onChange }: NoAlertsProps) {
  if (choice.locationId !== null) {
    return (
      <MessageState
        icon={bell}
        title={words.here.title}
        action={
          <Button variant="default" onClick={() => onChange({ locationId: null })}>
            {words.here.clear}
          </Button>
        }
      />
    )
  }
  if (choice.state === 'open') return <NothingLow summary={summary} now={now} />
  const { title, words: hint } = words[choice.state]
  return (
    <MessageState icon={bell} title={title}>
      <p>{hint}</p>
    </MessageState>
  )
}

/** Nothing is low, and what was checked; or nothing could be checked yet. */
export function NothingLow({ summary, now }: { summary: StockSummary | undefined; now: number }) {
  const { overview, isRunning, isStarting, start } = useSync()
  const { empty } = text.stock
  if (!summary) return <SkeletonRows rows={SKELETON_ROWS} label={text.alerts.loading} />
  if (summary.confirmedAt !== null) {
    const { frame } = text
    const products = frame.statusBar.products(formatNumber(summary.products), summary.products)
    const locations = frame.statusBar.locations(summary.locations.length)
    return (
      <MessageState icon={<IconCheck size={20} stroke={1.6} />} title={words.open.title}>
        <p>{words.open.checked(products, locations, formatMoment(summary.confirmedAt, now))}</p>
      </MessageState>
    )
  }
  if (isRunning || isStarting) {
    return (
      <MessageState icon={bell} title={empty.syncingTitle}>
        <p>{text.alerts.nothing.open.syncing}</p>
      </MessageState>
    )
  }
  const unread = overview?.last ? empty.unfinished : empty.never
  return (
    <MessageState icon={bell} title={unread.title} action={<Button onClick={start}>{unread.button}</Button>}>
      <p>{unread.words}</p>
    </MessageState>
  )
}
