import { Menu } from '@mantine/core'
import { formatDateTimeInSentence, formatTime } from '../../lib/format'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import styles from './alerts.module.css'
import { type SnoozeTime, snoozeTimes } from './snooze-times'

const words = text.alerts

/** Without `keydown`: the key that opens a menu must not close it. */
export const closesMenus = ['mousedown', 'touchstart']

export interface RowActions {
  /** Undefined: not in this tab. */
  acknowledge?: () => void
  snooze?: (until: number) => void
  snoozeToDate?: () => void
  reopen?: () => void
  openProduct: () => void
}

/** Times to be reminded at, and a date of one's own. */
export function SnoozeItems({ onSnooze, onDate }: { onSnooze: (until: number) => void; onDate: () => void }) {
  const now = useNow()
  return (
    <>
      {snoozeTimes(now).map((time) => (
        <Menu.Item key={time.id} onClick={() => onSnooze(time.until)}>
          {describeTime(time, now)}
        </Menu.Item>
      ))}
      <Menu.Item onClick={onDate}>{words.snoozeChoices.date}</Menu.Item>
    </>
  )
}

function describeTime({ id, until }: SnoozeTime, now: number): string {
  const time = id === 'nextMonday' ? formatDateTimeInSentence(until, now) : formatTime(until)
  return words.snoozeChoices[id](time)
}

interface RowMenuProps {
  /** Where in the window, in CSS pixels; null: closed. */
  at: { x: number; y: number } | null
  actions: RowActions
  onClose: () => void
}

/** What can be done with the selected alerts, at the pointer or at the row. */
export function RowMenu({ at, actions, onClose }: RowMenuProps) {
  const { acknowledge, snooze, snoozeToDate, reopen, openProduct } = actions
  return (
    <Menu
      opened={at !== null}
      onChange={(opened) => {
        if (!opened) onClose()
      }}
      position="bottom-start"
      clickOutsideEvents={closesMenus}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={words.actionsLabel}
          className={styles.menuPlace}
          style={{ left: at?.x ?? 0, top: at?.y ?? 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={words.actionsLabel}>
        {acknowledge && <Menu.Item onClick={acknowledge}>{words.acknowledge}</Menu.Item>}
        {reopen && <Menu.Item onClick={reopen}>{words.reopen}</Menu.Item>}
        <Menu.Item onClick={openProduct}>{words.openProduct}</Menu.Item>
        {snooze && snoozeToDate && (
          <>
            <Menu.Label>{words.snooze}</Menu.Label>
            <SnoozeItems onSnooze={snooze} onDate={snoozeToDate} />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
