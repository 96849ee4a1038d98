import { PasswordInput, TextInput } from '@mantine/core'
import { text } from '../../lib/text'
import styles from './keys-fields.module.css'
import type { KeysForm } from './use-keys-form'

const words = text.connections

/** The two keys, as typed on the Connect view and in the Replace keys dialog. */
export function KeysFields({ form, isBusy }: { form: KeysForm; isBusy: boolean }) {
  return (
    <div className={styles.fields}>
      <TextInput
        {...form.getInputProps('accountId')}
        label={words.accountId}
        size="md"
        readOnly={isBusy}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <PasswordInput
        {...form.getInputProps('applicationKey')}
        label={words.applicationKey}
        description={words.applicationKeyHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        size="md"
        readOnly={isBusy}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ 'aria-label': words.revealKey }}
      />
    </div>
  )
}
