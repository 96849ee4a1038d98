import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useSettings } from '../../lib/use-settings'
import { describeFeed, type FeedWords } from './schedule-words'

/** How live updates stand; null where figures come by syncs alone. */
export function useFeed(now: number): FeedWords | null {
  const { id: connectionId, source } = useConnection()
  const { settings } = useSettings()
  const isWanted = source === 'account' && settings?.liveUpdates === true
  const { data: live } = useCall('live.status', { connectionId }, { enabled: isWanted })
  return isWanted ? describeFeed(live, now) : null
}
