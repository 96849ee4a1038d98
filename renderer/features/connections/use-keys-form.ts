import { type UseFormReturnType, useForm } from '@mantine/form'
import { text } from '../../lib/text'
import { isUsableApiAddress } from './api-address'

export interface KeyValues {
  accountId: string
  applicationKey: string
  apiAddress: string
}

export type KeysForm = UseFormReturnType<KeyValues>

/** State and rules of the fields in which keys are typed. What is typed stays until the form goes away. */
export function useKeysForm(): KeysForm {
  return useForm<KeyValues>({
    initialValues: { accountId: '', applicationKey: '', apiAddress: '' },
    validate: {
      accountId: (typed) => (typed.trim() ? null : text.connections.missingAccountId),
      applicationKey: (typed) => (typed.trim() ? null : text.connections.missingApplicationKey),
      apiAddress: (typed) => (isUsableApiAddress(typed) ? null : text.connections.unusableApiAddress),
    },
  })
}

/** Puts the caret where the first correction is needed. */
export function focusFirstError(form: KeysForm, errors: Partial<Record<string, unknown>>): void {
  const [field] = (['accountId', 'applicationKey', 'apiAddress'] as const).filter((name) => errors[name])
  if (field) form.getInputNode(field)?.focus()
}
