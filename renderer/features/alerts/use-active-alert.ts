import { useState } from 'react'
import { type AlertSnapshot, alertAt, BLOCK_ALERTS } from './use-alerts'

interface ActiveAlert {
  index: number
  /** Null while the alert is still being read. */
  alertId: number | null
}

/** The alert that the keyboard is on: it stays with it while the list is read anew, and starts over for another choice. */
export function useActiveAlert(snapshot: AlertSnapshot) {
  const [active, setActive] = useState<ActiveAlert>({ index: 0, alertId: null })
  const [followed, setFollowed] = useState<AlertSnapshot | null>(null)
  if (followed !== snapshot) {
    setFollowed(snapshot)
    const isSameChoice = followed === null || followed.choice === snapshot.choice
    setActive(isSameChoice ? followAlert(active, snapshot) : { index: 0, alertId: null })
  }
  const activate = (index: number) => setActive({ index, alertId: alertAt(snapshot, index)?.id ?? null })
  return { activeIndex: Math.min(active.index, Math.max(0, snapshot.total - 1)), activate }
}

/** Where that alert is in a newer answer; its old place when it is not among those read. */
export function followAlert(active: ActiveAlert, snapshot: AlertSnapshot): ActiveAlert {
  const there = alertAt(snapshot, active.index)?.id ?? null
  const alertId = active.alertId ?? there
  if (alertId === null || alertId === there) return { index: active.index, alertId }
  for (const [block, alerts] of snapshot.blocks) {
    const position = alerts.findIndex(({ id }) => id === alertId)
    if (position >= 0) return { index: block * BLOCK_ALERTS + position, alertId }
  }
  return { index: active.index, alertId: there }
}
