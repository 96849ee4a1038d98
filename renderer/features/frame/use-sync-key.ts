import { useWindowKey } from '../../lib/use-window-key'
import { useSync } from './use-sync'

/** Ctrl/Cmd+R syncs. It never reloads the page, as it would in a browser. */
export function useSyncKey(): void {
  const sync = useSync()
  useWindowKey((event) => {
    if (event.key.toLowerCase() !== 'r' || !(event.ctrlKey || event.metaKey) || event.altKey) return
    event.preventDefault()
    if (!event.repeat) sync.start()
  })
}
