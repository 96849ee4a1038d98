import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { BusyButton } from '../../components/busy-button'
import { text } from '../../lib/text'
import { invalidate, useAction } from '../../lib/use-call'
import styles from './dialog.module.css'
import { KeysFields } from './keys-fields'
import { KeysProblem } from './keys-problem'
import { focusFirstError, type KeyValues, useKeysForm } from './use-keys-form'

const words = text.connections.replace

/** The dialog has an address, so that a warning in any view can lead straight to it. */
export const replaceKeysPath = '/settings/keys'

interface ReplaceKeysDialogProps {
  connectionId: string
  isOpen: boolean
  onClose: () => void
  onReplaced: () => void
}

/** Asks for new keys of the same account. Never filled in beforehand: stored keys do not come back to the screen. */
export function ReplaceKeysDialog({ isOpen, ...form }: ReplaceKeysDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={form.onClose}
      title={words.title}
      classNames={styles}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      <ReplaceKeysForm {...form} />
    </Modal>
  )
}

function ReplaceKeysForm({ connectionId, onClose, onReplaced }: Omit<ReplaceKeysDialogProps, 'isOpen'>) {
  const form = useKeysForm()
  const client = useQueryClient()
  const replace = useAction('connections.replaceKeys')

  const submit = (keepIn: 'keychain' | 'session', event?: FormEvent<HTMLFormElement>) => {
    const send = ({ accountId, applicationKey }: KeyValues) => {
      if (replace.isPending) return
      replace.mutate(
        { connectionId, credentials: { accountId, applicationKey }, keepIn },
        {
          onSuccess: () => {
            void invalidate(client, 'connections.list')
            onReplaced()
          },
        },
      )
    }
    form.onSubmit(send, (errors) => focusFirstError(form, errors))(event)
  }

  return (
    <form
      noValidate
      aria-label={words.title}
      aria-busy={replace.isPending}
      className={styles.content}
      onSubmit={(event) => submit('keychain', event)}
    >
      <p>{words.intro}</p>
      <KeysFields form={form} isBusy={replace.isPending} />
      {replace.error && (
        <KeysProblem
          error={replace.error}
          onRetry={() => submit('keychain')}
          onUseForSession={() => submit('session')}
        />
      )}
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>
          {text.actions.cancel}
        </Button>
        <BusyButton type="submit" isBusy={replace.isPending} busyLabel={words.busy}>
          {words.submit}
        </BusyButton>
      </div>
    </form>
  )
}
