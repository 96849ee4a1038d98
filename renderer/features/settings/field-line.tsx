import { TextInput, type TextInputProps } from '@mantine/core'
import { useId } from 'react'
import styles from './choice.module.css'

interface FieldLineProps extends Pick<TextInputProps, 'type' | 'inputMode' | 'w' | 'error'> {
  label: string
  hint: string
  value: string
  onType: (typed: string) => void
  /** The field was left, or Enter pressed. */
  onCommit: () => void
  /** Escape was pressed. */
  onRevert: () => void
}

/** A field with its label and hint beside it. */
export function FieldLine({ label, hint, value, onType, onCommit, onRevert, ...field }: FieldLineProps) {
  const id = useId()
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}hint`} className={styles.hint}>
          {hint}
        </p>
      </div>
      <TextInput
        {...field}
        id={id}
        aria-describedby={`${id}hint`}
        classNames={{ input: styles.field! }}
        value={value}
        onChange={(event) => onType(event.currentTarget.value)}
        onBlur={onCommit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onCommit()
          if (event.key === 'Escape') onRevert()
        }}
      />
    </div>
  )
}
