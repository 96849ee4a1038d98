import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { BusyButton } from '../../components/busy-button'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { CancelButton, Dialog } from '../connections/dialog'
import dialogStyles from '../connections/dialog.module.css'
import { morningOf, tomorrowAsDay } from './snooze-times'

const NOTE_LENGTH = 500

interface AlertDialogProps {
  /** How many alerts it is about. */
  count: number
  isBusy: boolean
  /** Why the last try did not work. */
  failure: string | null
  onClose: () => void
}

interface AcknowledgeDialogProps extends AlertDialogProps {
  onAcknowledge: (note: string) => void
}

export function AcknowledgeDialog({
  count,
  isBusy,
  failure,
  onClose,
  onAcknowledge,
}: AcknowledgeDialogProps) {
  const words = text.alerts.acknowledgeDialog
  const [note, setNote] = useState('')
  return (
    <Dialog title={words.title(formatNumber(count))} isOpen isBusy={isBusy} onClose={onClose}>
      <form
        className={dialogStyles.content}
        onSubmit={(event) => {
          event.preventDefault()
          onAcknowledge(note.trim())
        }}
      >
        <p>{words.hint}</p>
        <Textarea
          label={words.note}
          placeholder={words.notePlaceholder}
          maxLength={NOTE_LENGTH}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            event.currentTarget.form?.requestSubmit()
          }}
          data-autofocus
        />
        <Failure words={failure} />
        <div className={dialogStyles.actions}>
          <CancelButton isBusy={isBusy} onClick={onClose} />
          <BusyButton type="submit" isBusy={isBusy} busyLabel={words.busy}>
            {words.submit}
          </BusyButton>
        </div>
      </form>
    </Dialog>
  )
}

interface SnoozeDialogProps extends AlertDialogProps {
  onSnooze: (until: number) => void
}

export function SnoozeDialog({ count, isBusy, failure, onClose, onSnooze }: SnoozeDialogProps) {
  const words = text.alerts.dateDialog
  const [tomorrow] = useState(() => tomorrowAsDay(Date.now()))
  const [day, setDay] = useState(tomorrow)
  const [isRefused, setIsRefused] = useState(false)
  return (
    <Dialog title={words.title(formatNumber(count))} isOpen isBusy={isBusy} onClose={onClose}>
      <form
        noValidate
        className={dialogStyles.content}
        onSubmit={(event) => {
          event.preventDefault()
          const until = morningOf(day, Date.now())
          setIsRefused(until === null)
          if (until !== null) onSnooze(until)
        }}
      >
        <TextInput
          type="date"
          label={words.date}
          min={tomorrow}
          value={day}
          error={isRefused ? words.invalid : null}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-autofocus
        />
        <Failure words={failure} />
        <div className={dialogStyles.actions}>
          <CancelButton isBusy={isBusy} onClick={onClose} />
          <BusyButton type="submit" isBusy={isBusy} busyLabel={words.busy}>
            {words.submit}
          </BusyButton>
        </div>
      </form>
    </Dialog>
  )
}

function Failure({ words }: { words: string | null }) {
  if (words === null) return null
  return (
    <p role="alert" className={dialogStyles.failure}>
      {words}
    </p>
  )
}
