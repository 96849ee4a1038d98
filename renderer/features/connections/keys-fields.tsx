import { PasswordInput, TextInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { text } from '../../lib/text'
import fieldStyles from './field.module.css'
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
        classNames={fieldStyles}
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
        classNames={fieldStyles}
        readOnly={isBusy}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleIcon={RevealIcon}
        visibilityToggleButtonProps={{ 'aria-label': words.revealKey }}
      />
    </div>
  )
}

/** The eye in a hidden field. */
export function RevealIcon({ reveal }: { reveal: boolean }) {
  const Icon = reveal ? IconEyeOff : IconEye
  return <Icon size={16} stroke={1.6} aria-hidden />
}
