import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { text } from '../../lib/text'
import fieldStyles from '../connections/field.module.css'
import { LONGEST_NAME, problemOfName, type SavedView } from './built-in-views'
import styles from './stock-tools.module.css'

const words = text.stockTools.views

interface ViewNameFormProps {
  /** The views that have their names already. */
  saved: readonly SavedView[]
  onSave: (name: string) => void
}

/** Asks for a view's name. One that a saved view has is taken only when it is asked for a second time. */
export function ViewNameForm({ saved, onSave }: ViewNameFormProps) {
  const [typed, setTyped] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const name = typed.trim()
  const problem = problemOfName(name, saved)
  const replaces = isChecked && problem === 'saved'
  const save = (event: FormEvent) => {
    event.preventDefault()
    setIsChecked(true)
    if (problem === null || replaces) onSave(name)
  }
  return (
    <form noValidate className={styles.nameForm} onSubmit={save}>
      <TextInput
        label={words.name}
        description={words.saveHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        classNames={fieldStyles}
        autoComplete="off"
        value={typed}
        error={
          problem !== null &&
          (isChecked || problem === 'tooLong') &&
          words.problems[problem](problem === 'tooLong' ? `${LONGEST_NAME}` : name)
        }
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setIsChecked(false)
        }}
      />
      <Button type="submit">{replaces ? words.replaceButton : words.saveButton}</Button>
    </form>
  )
}
