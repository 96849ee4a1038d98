import type { Connection } from '../../../shared/domain/connection'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import { useAction } from '../../lib/use-call'
import { CancelButton, Dialog } from './dialog'
import styles from './dialog.module.css'

const words = text.connections.disconnect

interface DisconnectDialogProps {
  connection: Connection
  isOpen: boolean
  onClose: () => void
}

/** Says what is deleted and what stays before anything happens. The Connect view follows by itself. */
export function DisconnectDialog({ connection, isOpen, onClose }: DisconnectDialogProps) {
  const disconnect = useAction('connections.disconnect')
  const close = () => {
    disconnect.reset()
    onClose()
  }
  const isSample = connection.source === 'sample'
  return (
    <Dialog
      isOpen={isOpen}
      isBusy={disconnect.isPending}
      onClose={close}
      title={isSample ? words.sampleTitle : words.title(showControls(connection.companyName))}
    >
      <div className={styles.content}>
        <Consequences
          title={words.deleted}
          items={isSample ? words.sampleDeletedItems : words.deletedItems}
        />
        <Consequences title={words.kept} items={isSample ? words.sampleKeptItems : words.keptItems} />
        {disconnect.error && (
          <p role="alert" className={styles.failure}>
            {describeError(disconnect.error)}
          </p>
        )}
        <div className={styles.actions}>
          <CancelButton isBusy={disconnect.isPending} onClick={close} isFirst />
          <BusyButton
            isDanger
            isBusy={disconnect.isPending}
            busyLabel={words.busy}
            onClick={() => disconnect.mutate({ connectionId: connection.id })}
          >
            {words.submit}
          </BusyButton>
        </div>
      </div>
    </Dialog>
  )
}

function Consequences({ title, items }: { title: string; items: string[] }) {
  return (
    <section className={styles.consequences}>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  )
}
