import { TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { DEFAULT_CIN7_URL } from '../../../shared/defaults'
import { text } from '../../lib/text'
import styles from './advanced-fields.module.css'
import fieldStyles from './field.module.css'
import type { KeysForm } from './use-keys-form'

const words = text.connections

/** Fields that hardly anyone needs, folded away. They open by themselves when one of them must be corrected. */
export function AdvancedFields({ form, isBusy }: { form: KeysForm; isBusy: boolean }) {
  const regionId = useId()
  const [isOpen, setIsOpen] = useState(false)
  const isShown = isOpen || Boolean(form.errors.apiAddress)
  return (
    <div>
      <UnstyledButton
        className={styles.toggle}
        aria-expanded={isShown}
        aria-controls={regionId}
        onClick={() => setIsOpen(!isShown)}
      >
        <IconChevronRight size={14} stroke={1.8} aria-hidden className={styles.chevron} />
        {words.advanced}
      </UnstyledButton>
      <div id={regionId} hidden={!isShown} className={styles.region}>
        <TextInput
          {...form.getInputProps('apiAddress')}
          label={words.apiAddress}
          description={words.apiAddressHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={DEFAULT_CIN7_URL}
          classNames={fieldStyles}
          readOnly={isBusy}
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
        />
      </div>
    </div>
  )
}
