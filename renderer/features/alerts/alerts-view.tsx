import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { AlertState } from '../../../shared/domain/alert'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import type { GridHandle } from '../../lib/use-row-focus'
import { isInFloating, useWindowKey } from '../../lib/use-window-key'
import { OutcomeBanner } from '../frame/outcome-banner'
import { View } from '../frame/view'
import { AlertBar } from './alert-bar'
import { AcknowledgeDialog, SnoozeDialog } from './alert-dialogs'
import { AlertFilters } from './alert-filters'
import { AlertList } from './alert-list'
import { type RowActions, RowMenu } from './alert-menus'
import { AlertTabs } from './alert-tabs'
import styles from './alerts.module.css'
import { useAlertActions } from './use-alert-actions'
import { type AlertExport, useAlertExport } from './use-alert-export'
import { useAlertSelection } from './use-alert-selection'
import { type AlertChoice, alertAt, openAlerts, useAlerts } from './use-alerts'

const words = text.alerts
const top = { first: 0, last: 0 }

/** Every crossing of a reorder point: what to do about it, who does, and what became of it. */
export function AlertsView() {
  const { id: connectionId } = useConnection()
  const { data: counts } = useCall('alerts.counts', { connectionId })
  const { data: summary } = useCall('stock.summary', { connectionId })
  const [choice, setChoice] = useState(openAlerts)
  const [range, setRange] = useState(top)
  const { snapshot, error, refetch } = useAlerts(choice, range)
  const { chosen, reading, select } = useAlertSelection(snapshot)
  const actions = useAlertActions()
  const exporting = useAlertExport(choice)
  const [printError, setPrintError] = useState<Error | null>(null)
  const [floating, setFloating] = useState<'acknowledge' | 'snooze' | 'date' | null>(null)
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null)
  const [, navigate] = useLocation()
  const now = useNow()
  const panelId = useId()
  const grid = useRef<GridHandle>(null)

  const change = (part: Partial<AlertChoice>) => {
    setChoice((before) => ({ ...before, ...part }))
    setRange(top)
    select.clear()
    actions.forgetOutcome()
  }
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const ids = [...chosen.keys()]
  const finish = async (work: Promise<boolean>) => {
    if (!(await work)) return
    setFloating(null)
    select.clear()
  }
  const openProduct = (productId: number | undefined) => {
    if (productId !== undefined) navigate(`/stock/${productId}`)
  }
  const possible = actionsIn(choice.state, {
    acknowledge: () => setFloating('acknowledge'),
    snooze: (until) => void finish(actions.snooze(ids, until)),
    snoozeToDate: () => setFloating('date'),
    reopen: () => void finish(actions.reopen(ids)),
    openProduct: () => openProduct([...chosen.values()][0]),
  })
  /** What acts on the selection acts on this row alone when it is not part of it. */
  const aim = (index: number) => {
    const alert = snapshot && alertAt(snapshot, index)
    if (alert && !chosen.has(alert.id)) select.only(index)
    return alert !== null && alert !== undefined
  }
  const onLetter = (letter: string, index: number) => {
    const isAimed = { a: possible.acknowledge, s: possible.snooze }[letter] !== undefined && aim(index)
    if (isAimed) setFloating(letter === 'a' ? 'acknowledge' : 'snooze')
    return isAimed
  }

  useWindowKey((event) => {
    if (event.key !== 'Escape' || chosen.size === 0 || isInFloating(event.target)) return
    event.preventDefault()
    select.clear()
  })
  // Whoever acted on the last row finds the keyboard in the list again.
  useEffect(() => {
    if (actions.outcome && snapshot && document.activeElement === document.body) grid.current?.focusRow()
  }, [actions.outcome, snapshot])

  const dialog = {
    count: chosen.size,
    isBusy: actions.isBusy,
    failure: actions.outcome?.hasFailed ? actions.outcome.words : null,
    onClose: () => {
      setFloating(null)
      actions.forgetOutcome()
    },
  }
  return (
    <View
      title={words.title}
      filters={
        <AlertFilters
          choice={choice}
          summary={summary}
          isEmpty={snapshot?.total === 0}
          onChange={change}
          exporting={exporting}
          onError={setPrintError}
        />
      }
    >
      <div className={styles.view}>
        <OutcomeBanner
          error={printError ?? exporting.error}
          words={describeSaved(exporting.saved)}
          onDismiss={() => {
            exporting.forget()
            setPrintError(null)
          }}
        />
        <AlertTabs
          shown={choice.state}
          counts={counts}
          panelId={panelId}
          onShow={(state) => change({ state })}
        />
        <div role="tabpanel" id={panelId} aria-label={words.tabs[choice.state]} className={styles.panel}>
          <AlertBar
            selected={chosen.size}
            reading={reading}
            outcome={actions.outcome}
            actions={possible}
            isBusy={actions.isBusy}
            isSnoozeOpen={floating === 'snooze'}
            onSnoozeOpen={(isOpen) => setFloating(isOpen ? 'snooze' : null)}
          />
          <AlertList
            snapshot={snapshot}
            error={error}
            summary={summary}
            now={now}
            chosen={chosen}
            select={select}
            onRetry={refetch}
            onChange={change}
            onOpen={(index) => openProduct(snapshot ? alertAt(snapshot, index)?.productId : undefined)}
            onLetter={onLetter}
            onMenu={(index, at) => aim(index) && setMenuAt(at)}
            onRange={onRange}
            gridRef={grid}
          />
        </div>
        <RowMenu at={menuAt} actions={possible} onClose={() => setMenuAt(null)} />
        {floating === 'acknowledge' && (
          <AcknowledgeDialog
            {...dialog}
            onAcknowledge={(note) => void finish(actions.acknowledge(ids, note))}
          />
        )}
        {floating === 'date' && (
          <SnoozeDialog {...dialog} onSnooze={(until) => void finish(actions.snooze(ids, until))} />
        )}
      </div>
    </View>
  )
}

/** What is open can be taken care of or put off; both can be taken back. */
function actionsIn(state: AlertState, all: Required<RowActions>): RowActions {
  const { acknowledge, snooze, snoozeToDate, reopen, openProduct } = all
  if (state === 'open') return { acknowledge, snooze, snoozeToDate, openProduct }
  return state === 'resolved' ? { openProduct } : { reopen, openProduct }
}

function describeSaved(saved: AlertExport['saved']): string | null {
  if (saved === undefined) return null
  const { saved: sentence, cancelled } = text.stockTools.export
  return saved ? sentence(words.count(formatNumber(saved.alerts)), saved.file) : cancelled
}
