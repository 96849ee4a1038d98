import { Button, Menu } from '@mantine/core'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { closesMenus, type RowActions, SnoozeItems } from './alert-menus'
import styles from './alerts.module.css'
import type { Outcome } from './use-alert-actions'

const words = text.alerts

interface AlertBarProps {
  selected: number
  reading: 'no' | 'yes' | 'failed'
  outcome: Outcome | null
  actions: RowActions
  isBusy: boolean
  isSnoozeOpen: boolean
  onSnoozeOpen: (isOpen: boolean) => void
}

/** What is selected, what can be done with it, and how that ended. Always there, so that a tick moves nothing. */
export function AlertBar(props: AlertBarProps) {
  const { selected, outcome, actions, isBusy } = props
  const { acknowledge, snooze, snoozeToDate, reopen, openProduct } = actions
  const isInert = selected === 0 || isBusy
  return (
    <div
      role="toolbar"
      aria-label={words.actionsLabel}
      className={styles.bar}
      data-selected={selected > 0 || undefined}
    >
      <p role="status" className={styles.barWords} data-failed={outcome?.hasFailed || undefined}>
        {sayState(props)}
      </p>
      {acknowledge && (
        <BarButton isInert={isInert} onClick={acknowledge}>
          {words.acknowledge}
        </BarButton>
      )}
      {snooze && snoozeToDate && (
        <Menu
          opened={props.isSnoozeOpen && !isInert}
          onChange={(isOpen) => props.onSnoozeOpen(isOpen && !isInert)}
          position="bottom-start"
          clickOutsideEvents={closesMenus}
          withinPortal={false}
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <Button variant="default" aria-disabled={isInert} {...(isInert ? { 'data-disabled': true } : {})}>
              {words.snooze}
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label={words.snooze}>
            <SnoozeItems onSnooze={snooze} onDate={snoozeToDate} />
          </Menu.Dropdown>
        </Menu>
      )}
      {reopen && (
        <BarButton isInert={isInert} onClick={reopen}>
          {words.reopen}
        </BarButton>
      )}
      <BarButton isInert={selected !== 1} onClick={openProduct}>
        {words.openProduct}
      </BarButton>
      {selected > 0 && <span className={styles.clears}>{words.clears}</span>}
    </div>
  )
}

function sayState({ selected, reading, outcome }: AlertBarProps): string {
  if (reading === 'yes') return words.selecting
  if (reading === 'failed') return words.selectFailed
  if (outcome?.hasFailed) return outcome.words
  if (selected > 0) return words.selected(formatNumber(selected))
  return outcome?.words ?? words.howToSelect
}

interface BarButtonProps {
  isInert: boolean
  onClick: () => void
  children: string
}

/** Keeps the focus when there is nothing to do any more. */
function BarButton({ isInert, onClick, children }: BarButtonProps) {
  return (
    <Button
      variant="default"
      aria-disabled={isInert}
      {...(isInert ? { 'data-disabled': true } : {})}
      onClick={() => {
        if (!isInert) onClick()
      }}
    >
      {children}
    </Button>
  )
}
