import type { ConnectionHealth } from '../../../shared/domain/health'
import type { Settings } from '../../../shared/domain/settings'
import type { SyncOverview } from '../../../shared/domain/sync-run'
import { formatMoment, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useSettings } from '../../lib/use-settings'
import { useFeed } from '../frame/use-feed'
import { useSync } from '../frame/use-sync'
import { Card } from './cards'

const words = text.today.sync

/** When the figures were read, when they will be again, and whether the provider can be reached. */
export function SyncCard({ products, now }: { products: number | undefined; now: number }) {
  const { id: connectionId, problem, source } = useConnection()
  const { overview } = useSync()
  const { settings } = useSettings()
  const { data: health } = useCall('connections.health', { connectionId })
  const feed = useFeed(now)
  const count = products === undefined ? text.today.nothing : formatNumber(products)
  return (
    <Card
      title={words.title}
      lines={[
        [words.last, lastSync(overview, now)],
        [words.checked, products === undefined ? count : words.products(count)],
        [words.next, nextSync(overview, settings, problem !== null, now)],
        [text.health.service[source], reach(health, now)],
        ...(feed ? ([[text.live.title, feed.words]] as const) : []),
      ]}
    />
  )
}

function lastSync(overview: SyncOverview | undefined, now: number): string {
  if (!overview) return text.today.nothing
  const { last } = overview
  if (!last) return words.never
  const how = last.status === 'success' ? text.sync.kinds[last.kind] : text.sync.statuses[last.status]
  return words.lastRun(formatMoment(last.finishedAt ?? last.startedAt, now), how)
}

function nextSync(
  overview: SyncOverview | undefined,
  settings: Settings | undefined,
  hasProblem: boolean,
  now: number,
): string {
  if (overview?.current) return words.running
  if (settings && !settings.syncAutomatically) return words.byHand
  if (hasProblem) return words.onHold
  const at = overview?.nextAt ?? null
  return at === null ? text.today.nothing : formatMoment(at, now)
}

function reach(health: ConnectionHealth | undefined, now: number): string {
  const latest = health?.latest
  if (!latest) return words.notCalled
  return latest.isReachable ? words.reachable : words.unreachable(formatMoment(latest.since, now))
}
