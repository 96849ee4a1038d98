import { Button } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { type MouseEvent, useEffect, useState } from 'react'
import { text } from '../../lib/text'
import styles from './sync-control.module.css'
import { isBusy, useSync } from './use-sync'

const words = text.frame.sync
/** How long after a press a second one belongs to it: a double click, a key that was hit twice. */
const SAME_PRESS_MS = 600

/**
 * Starts the sync and, in the same place, cancels it: one element, which keeps the focus all along.
 * Because the two share a place, the second half of a double press is not taken for the other command.
 */
export function SyncButton() {
  const sync = useSync()
  const [isSamePress, notePress] = useSamePress()
  const isCancel = isBusy(sync)
  const Icon = isCancel ? IconPlayerStop : IconRefresh

  const press = (event: MouseEvent) => {
    if (isSamePress || event.detail > 1 || sync.isCancelling) return
    notePress()
    if (isCancel) sync.cancel()
    else sync.start()
  }
  return (
    <Button
      variant="default"
      className={styles.button}
      leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
      aria-disabled={isSamePress || sync.isCancelling}
      onClick={press}
    >
      {sync.isCancelling ? words.cancelling : isCancel ? words.cancel : words.start}
    </Button>
  )
}

function useSamePress(): [boolean, () => void] {
  const [isSamePress, setIsSamePress] = useState(false)
  useEffect(() => {
    if (!isSamePress) return
    const timer = setTimeout(() => setIsSamePress(false), SAME_PRESS_MS)
    return () => clearTimeout(timer)
  }, [isSamePress])
  return [isSamePress, () => setIsSamePress(true)]
}
