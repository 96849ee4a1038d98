import { useState } from 'react'
import type { ReorderOrigin, ReorderPreview } from '../../../shared/domain/reorder'
import type { ProductLocation } from '../../../shared/domain/stock'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { CancelButton, Dialog } from '../connections/dialog'
import styles from '../connections/dialog.module.css'
import { LevelsFields } from './levels-fields'
import { readLevels, type TypedLevels } from './reorder-levels'
import { useSetReorder } from './use-set-reorder'

const words = text.reorder

interface ReorderDialogProps {
  productId: number
  /** null: the dialog is closed. */
  place: ProductLocation | null
  onClose: () => void
}

/** Sets the reorder point of one product at one location, or takes back what was set here. */
export function ReorderDialog({ productId, place, onClose }: ReorderDialogProps) {
  return (
    <Dialog
      title={words.title(showControls(place?.location ?? ''))}
      isOpen={place !== null}
      isBusy={false}
      onClose={onClose}
    >
      {place && <ReorderForm productId={productId} place={place} onClose={onClose} />}
    </Dialog>
  )
}

function ReorderForm({ productId, place, onClose }: ReorderDialogProps & { place: ProductLocation }) {
  const { id: connectionId } = useConnection()
  const { set, refresh } = useSetReorder()
  const [typed, setTyped] = useState<TypedLevels>(() => typedOf(place))
  const [isChecked, setIsChecked] = useState(false)
  const levels = readLevels(typed)
  const change = {
    connectionId,
    target: { kind: 'products' as const, productIds: [productId], locationId: place.locationId },
    levels,
  }
  const preview = useCall('reorder.preview', change, { enabled: levels !== null, keepPrevious: true })
  const send = (next: typeof change) => {
    if (set.isPending) return
    const onSuccess = () => {
      refresh()
      onClose()
    }
    set.mutate(next, { onSuccess })
  }
  return (
    <form
      noValidate
      aria-label={words.title(showControls(place.location))}
      className={styles.content}
      onSubmit={(event) => {
        event.preventDefault()
        setIsChecked(true)
        if (levels) send(change)
      }}
    >
      <p>{describeOrigin(place.reorderOrigin)}</p>
      <LevelsFields typed={typed} isChecked={isChecked} onChange={setTyped} />
      <p role="status">{levels && preview.data ? describePreview(preview.data) : ''}</p>
      {set.error && (
        <p role="alert" className={styles.failure}>
          {describeError(set.error)}
        </p>
      )}
      <div className={styles.actions}>
        {place.reorderOrigin === 'here' && (
          <BusyButton
            variant="default"
            isBusy={false}
            isBlocked={set.isPending}
            busyLabel={words.backing}
            onClick={() => send({ ...change, levels: null })}
          >
            {words.back}
          </BusyButton>
        )}
        <CancelButton isBusy={set.isPending} onClick={onClose} />
        <BusyButton type="submit" isBusy={set.isPending} busyLabel={words.saving}>
          {words.save}
        </BusyButton>
      </div>
    </form>
  )
}

function typedOf({ reorderPoint, reorderQuantity }: ProductLocation): TypedLevels {
  return { point: `${reorderPoint ?? 0}`, quantity: `${reorderQuantity ?? 0}` }
}

function describeOrigin(origin: ReorderOrigin | null): string {
  if (origin === 'here') return words.setHere
  if (origin === 'hereProduct') return words.setForProduct
  return origin === 'supplier' || origin === 'category' ? words.setForGroup : words.fromCin7
}

function describePreview({ becomeLow, recover }: ReorderPreview): string {
  if (becomeLow > 0) return words.wouldBeLow
  return recover > 0 ? words.wouldRecover : ''
}
