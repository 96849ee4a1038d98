import { useId } from 'react'
import { text } from '../../lib/text'
import { Dialog } from '../connections/dialog'
import { keyMap } from './keys'
import styles from './keys-dialog.module.css'

/** Which key does what. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  return (
    <Dialog
      title={text.commands.keys.title}
      size={820}
      isOpen
      isBusy={false}
      returnsFocus={false}
      onClose={onClose}
    >
      <div className={styles.groups}>
        {keyMap.map(({ name, entries }) => (
          <section key={name} aria-labelledby={`${id}${name}`} className={styles.group}>
            <h3 id={`${id}${name}`} className={styles.heading}>
              {name}
            </h3>
            <dl className={styles.keys}>
              {entries.map(({ keys, does }) => (
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
          </section>
        ))}
      </div>
    </Dialog>
  )
}
