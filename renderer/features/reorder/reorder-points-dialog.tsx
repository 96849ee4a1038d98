import { useState } from 'react'
import type { ReorderTarget } from '../../../shared/domain/reorder'
import type { StockSummary } from '../../../shared/domain/stock'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { CancelButton, Dialog } from '../connections/dialog'
import styles from '../connections/dialog.module.css'
import { LevelsFields } from './levels-fields'
import { PreviewText } from './preview-text'
import { readLevels } from './reorder-levels'
import { ReorderRules } from './reorder-rules'
import { TargetFields } from './target-fields'
import { useSetReorder } from './use-set-reorder'

const words = text.reorder.many

interface ReorderPointsDialogProps {
  isOpen: boolean
  /** What it is for; null: a category or supplier is chosen inside. */
  target: ReorderTarget | null
  summary: StockSummary | undefined
  onClose: () => void
}

/** Sets the reorder points of many products at once, and lists those set for whole categories and suppliers. */
export function ReorderPointsDialog({ isOpen, target, summary, onClose }: ReorderPointsDialogProps) {
  return (
    <Dialog title={words.title} isOpen={isOpen} isBusy={false} onClose={onClose}>
      <div className={styles.content}>
        <SetForm target={target} summary={summary} onClose={onClose} />
        <ReorderRules />
      </div>
    </Dialog>
  )
}

type SetFormProps = Omit<ReorderPointsDialogProps, 'isOpen'>

function SetForm({ target: given, summary, onClose }: SetFormProps) {
  const { id: connectionId } = useConnection()
  const { set, refresh } = useSetReorder()
  const [target, setTarget] = useState(given)
  const [typed, setTyped] = useState({ point: '', quantity: '0' })
  const [isChecked, setIsChecked] = useState(false)
  const choose = (next: ReorderTarget | null) => {
    set.reset()
    setTarget(next)
  }
  const levels = readLevels(typed)
  const isReady = target !== null && levels !== null
  const change = { connectionId, target: target ?? noTarget, levels }
  const preview = useCall('reorder.preview', change, { enabled: isReady, keepPrevious: true })
  return (
    <form
      noValidate
      aria-label={words.title}
      className={styles.content}
      onSubmit={(event) => {
        event.preventDefault()
        setIsChecked(true)
        if (isReady && !set.isPending) set.mutate(change, { onSuccess: refresh })
      }}
    >
      {given?.kind === 'products' ? (
        <p>{words.selected(given.productIds.length)}</p>
      ) : (
        <TargetFields target={target} isChecked={isChecked} summary={summary} onChange={choose} />
      )}
      <LevelsFields
        typed={typed}
        isChecked={isChecked}
        onChange={(next) => {
          set.reset()
          setTyped(next)
        }}
      />
      <div role="status">
        {set.isSuccess ? words.isSet : isReady && preview.data && <PreviewText preview={preview.data} />}
      </div>
      {set.error && (
        <p role="alert" className={styles.failure}>
          {describeError(set.error)}
        </p>
      )}
      <div className={styles.actions}>
        <CancelButton
          isBusy={set.isPending}
          onClick={onClose}
          label={set.isSuccess ? text.actions.close : text.actions.cancel}
        />
        <BusyButton type="submit" isBusy={set.isPending} busyLabel={words.setting}>
          {words.set}
        </BusyButton>
      </div>
    </form>
  )
}

/** Never asked about: the call waits for a target. */
const noTarget: ReorderTarget = { kind: 'category', category: '-' }
