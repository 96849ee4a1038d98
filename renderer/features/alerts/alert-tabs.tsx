import { type KeyboardEvent, useRef } from 'react'
import type { AlertCounts } from '../../../shared/domain/alert'
import { AlertState } from '../../../shared/domain/alert'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './alerts.module.css'

const words = text.alerts
const states = AlertState.options

interface AlertTabsProps {
  shown: AlertState
  counts: AlertCounts | undefined
  panelId: string
  onShow: (state: AlertState) => void
}

/** One tab each for what was done about alerts. Arrow keys go from one to the next and show it. */
export function AlertTabs({ shown, counts, panelId, onShow }: AlertTabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextTab(event.key, states.indexOf(shown))
    const state = next === null ? undefined : states[next]
    if (state === undefined) return
    event.preventDefault()
    onShow(state)
    list.current?.querySelector<HTMLElement>(`[data-state="${state}"]`)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label={words.tabsLabel} className={styles.tabs} onKeyDown={onKeyDown}>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          role="tab"
          aria-selected={state === shown}
          aria-controls={panelId}
          aria-label={words.tabs[state]}
          title={counts && words.count(formatNumber(counts[state]))}
          tabIndex={state === shown ? 0 : -1}
          data-state={state}
          className={styles.tab}
          onClick={() => onShow(state)}
        >
          {words.tabs[state]}
          {counts && <span className={styles.tabCount}>{formatNumber(counts[state])}</span>}
        </button>
      ))}
    </div>
  )
}

function nextTab(key: string, position: number): number | null {
  if (key === 'ArrowRight') return (position + 1) % states.length
  if (key === 'ArrowLeft') return (position + states.length - 1) % states.length
  if (key === 'Home') return 0
  return key === 'End' ? states.length - 1 : null
}
