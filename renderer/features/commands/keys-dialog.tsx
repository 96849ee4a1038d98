import { text } from '../../lib/text'
import { Dialog } from '../connections/dialog'
import { keyMap } from './keys'
import styles from './keys-dialog.module.css'

/** Which key does what. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={text.commands.keys.title} isOpen isBusy={false} returnsFocus={false} onClose={onClose}>
      <dl className={styles.keys}>
        {keyMap.map(({ keys, does }) => (
          <div key={keys.join()} className={styles.line}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
