import { type FormEvent, useEffect, useId, useRef } from 'react'
import { BusyButton } from '../../components/busy-button'
import { text } from '../../lib/text'
import { useAction } from '../../lib/use-call'
import { AdvancedFields } from './advanced-fields'
import styles from './connect-form.module.css'
import { KeysFields } from './keys-fields'
import { KeysProblem } from './keys-problem'
import { focusFirstError, type KeyValues, useKeysForm } from './use-keys-form'

const words = text.connections

type KeepIn = 'keychain' | 'session'

/** Keys in, a connection out: the frame takes over as soon as the account is connected. */
export function ConnectForm() {
  const titleId = useId()
  const formRef = useRef<HTMLFormElement>(null)
  const form = useKeysForm()
  const connect = useAction('connections.connect')
  const sample = useAction('connections.connectSample')
  const isBusy = connect.isPending || sample.isPending
  const failure = connect.error ?? sample.error

  useEffect(() => formRef.current?.querySelector('input')?.focus(), [])

  const submit = (keepIn: KeepIn, event?: FormEvent<HTMLFormElement>) => {
    const send = ({ apiAddress, ...credentials }: KeyValues) => {
      if (isBusy) return
      sample.reset()
      const apiUrl = apiAddress.trim() || null
      connect.mutate({ provider: 'cin7', credentials, apiUrl, keepIn })
    }
    const onInvalid = (errors: Parameters<typeof focusFirstError>[1]) => {
      connect.reset()
      sample.reset()
      focusFirstError(form, errors)
    }
    form.onSubmit(send, onInvalid)(event)
  }
  const openSample = () => {
    connect.reset()
    form.clearErrors()
    sample.mutate({})
  }

  return (
    <form
      ref={formRef}
      noValidate
      aria-labelledby={titleId}
      aria-busy={isBusy}
      className={styles.form}
      onSubmit={(event) => submit('keychain', event)}
    >
      <h2 id={titleId} className={styles.title}>
        {words.formName}
      </h2>
      <KeysFields form={form} isBusy={isBusy} />
      <AdvancedFields form={form} isBusy={isBusy} />
      <div className={styles.actions}>
        <BusyButton
          type="submit"
          isBusy={connect.isPending}
          isBlocked={sample.isPending}
          busyLabel={words.connecting}
        >
          {words.connect}
        </BusyButton>
        <BusyButton
          variant="default"
          isBusy={sample.isPending}
          isBlocked={connect.isPending}
          busyLabel={words.openingSample}
          onClick={openSample}
        >
          {words.trySample}
        </BusyButton>
      </div>
      <p role="status" className={styles.status}>
        {connect.isPending ? words.checking : failure ? null : words.sampleHint}
      </p>
      {failure && !isBusy && (
        <KeysProblem
          error={failure}
          onRetry={() => submit('keychain')}
          onUseForSession={() => submit('session')}
        />
      )}
    </form>
  )
}
