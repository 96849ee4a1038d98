import { useRef, useState } from 'react'
import type { Alert } from '../../../shared/domain/alert'
import { useApi } from '../../lib/api'
import { useConnection } from '../../lib/use-connection'
import { nothingSelected, selectAll, selectOnly, toggle } from './alert-selection'
import { type AlertSnapshot, alertAt } from './use-alerts'

/** The most that one call may ask for. */
const ALERTS_PER_READ = 500

export interface Select {
  only(index: number): void
  toggle(index: number): void
  /** From where the last choice was made, else from where the keyboard is, to here. */
  to(index: number, keyboardAt: number): void
  all(): void
  clear(): void
}

/** What is selected. A range may go over alerts that were never on screen: those are read for it. */
export function useAlertSelection(snapshot: AlertSnapshot | null) {
  const api = useApi()
  const { id: connectionId } = useConnection()
  const [selection, setSelection] = useState(nothingSelected)
  const [reading, setReading] = useState<'no' | 'yes' | 'failed'>('no')
  const newest = useRef(0)

  const put = (next: typeof selection) => {
    newest.current += 1
    setReading('no')
    setSelection(next)
  }
  const readBetween = async (choice: AlertSnapshot['choice'], first: number, last: number) => {
    const alerts: Alert[] = []
    for (let offset = first; offset <= last; offset += ALERTS_PER_READ) {
      const limit = Math.min(ALERTS_PER_READ, last - offset + 1)
      const page = await api.call('alerts.list', { ...choice, connectionId, offset, limit })
      alerts.push(...page.alerts)
    }
    return alerts
  }
  const selectBetween = async (first: number, last: number, anchor: number) => {
    if (!snapshot) return
    newest.current += 1
    const turn = newest.current
    const known = knownBetween(snapshot, first, last)
    if (known) return put(selectAll(known, anchor))
    setReading('yes')
    try {
      const alerts = await readBetween(snapshot.choice, first, last)
      if (turn === newest.current) put(selectAll(alerts, anchor))
    } catch {
      if (turn === newest.current) setReading('failed')
    }
  }
  const onAlert = (index: number, act: (alert: Alert) => void) => {
    const alert = snapshot && alertAt(snapshot, index)
    if (alert) act(alert)
  }
  const select: Select = {
    only: (index) => onAlert(index, (alert) => put(selectOnly(alert, index))),
    toggle: (index) => onAlert(index, (alert) => put(toggle(selection, alert, index))),
    to: (index, keyboardAt) => {
      const anchor = selection.anchor ?? keyboardAt
      void selectBetween(Math.min(anchor, index), Math.max(anchor, index), anchor)
    },
    all: () => void selectBetween(0, (snapshot?.total ?? 0) - 1, 0),
    clear: () => put(nothingSelected),
  }
  return { chosen: selection.chosen, reading, select }
}

/** Null when some of them were not read. */
function knownBetween(snapshot: AlertSnapshot, first: number, last: number): Alert[] | null {
  const known: Alert[] = []
  for (let index = first; index <= last; index += 1) {
    const alert = alertAt(snapshot, index)
    if (!alert) return null
    known.push(alert)
  }
  return known
}
