import { CloseButton } from '@mantine/core'
import { text } from '../../lib/text'
import { isInFloating, useWindowKey } from '../../lib/use-window-key'
import styles from './scan-note.module.css'

/** Says what a scan did not find, until it is dismissed, another view is opened or something else is scanned. */
export function ScanNote({ note, onDismiss }: { note: string; onDismiss: () => void }) {
  useWindowKey((event) => {
    if (event.key !== 'Escape' || !note || isInFloating(event.target)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    onDismiss()
  })
  return (
    <div role="status" aria-label={text.commands.scan.label} className={note ? styles.note : undefined}>
      {note && (
        <>
          <p>{note}</p>
          <CloseButton size="sm" aria-label={text.actions.dismiss} onClick={onDismiss} />
        </>
      )}
    </div>
  )
}
