import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { CallInput } from '../../../shared/ipc/contract'
import { BusyButton } from '../../components/busy-button'
import { text } from '../../lib/text'
import { invalidate, useAction } from '../../lib/use-call'
import { CancelButton, Dialog } from './dialog'
import styles from './dialog.module.css'
import { KeysFields } from './keys-fields'
import { KeysProblem } from './keys-problem'
import { focusFirstError, type KeyValues, useKeysForm } from './use-keys-form'

const words = text.connections.replace

type ReplaceKeys = CallInput<'connections.replaceKeys'>

/** The dialog has an address, so that a warning in any view can lead straight to it. */
export const replaceKeysPath = '/settings/keys'

interface ReplaceKeysDialogProps {
  connectionId: string
  isOpen: boolean
  onClose: () => void
  onReplaced: () => void
}

/** Asks for new keys of the same account. Never filled in beforehand: stored keys do not come back to the screen. */
export function ReplaceKeysDialog({ connectionId, isOpen, onClose, onReplaced }: ReplaceKeysDialogProps) {
  const client = useQueryClient()
  const replace = useAction('connections.replaceKeys')
  const close = () => {
    replace.reset()
    onClose()
  }
  const send = (credentials: ReplaceKeys['credentials'], keepIn: ReplaceKeys['keepIn']) => {
    if (replace.isPending) return
    const onSuccess = () => {
      void invalidate(client, 'connections.list')
      onReplaced()
    }
    replace.mutate({ connectionId, credentials, keepIn }, { onSuccess })
  }
  return (
    <Dialog
      title={words.title}
      isOpen={isOpen}
      isBusy={replace.isPending}
      onClose={close}
      returnsFocus={false}
    >
      <ReplaceKeysForm isBusy={replace.isPending} failure={replace.error} onSend={send} onCancel={close} />
    </Dialog>
  )
}

interface ReplaceKeysFormProps {
  isBusy: boolean
  failure: Error | null
  onSend: (credentials: ReplaceKeys['credentials'], keepIn: ReplaceKeys['keepIn']) => void
  onCancel: () => void
}

function ReplaceKeysForm({ isBusy, failure, onSend, onCancel }: ReplaceKeysFormProps) {
  const form = useKeysForm()
  const submit = (keepIn: ReplaceKeys['keepIn'], event?: FormEvent<HTMLFormElement>) => {
    const send = ({ accountId, applicationKey }: KeyValues) => onSend({ accountId, applicationKey }, keepIn)
    form.onSubmit(send, (errors) => focusFirstError(form, errors))(event)
  }
  return (
    <form
      noValidate
      aria-label={words.title}
      aria-busy={isBusy}
      className={styles.content}
      onSubmit={(event) => submit('keychain', event)}
    >
      <p>{words.intro}</p>
      <KeysFields form={form} isBusy={isBusy} />
      {failure && (
        <KeysProblem
          error={failure}
          onRetry={() => submit('keychain')}
          onUseForSession={() => submit('session')}
        />
      )}
      <div className={styles.actions}>
        <CancelButton isBusy={isBusy} onClick={onCancel} />
        <BusyButton type="submit" isBusy={isBusy} busyLabel={words.busy}>
          {words.submit}
        </BusyButton>
      </div>
    </form>
  )
}
