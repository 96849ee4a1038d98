import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { text } from '../../lib/text'
import styles from './choice.module.css'

interface NumberLineProps {
  label: string
  hint: string
  value: number
  least: number
  most: number
  onChange: (value: number) => void
}

/** A whole number. It takes effect when the field is left or Enter is pressed, if it is in range. */
export function NumberLine({ label, hint, value, least, most, onChange }: NumberLineProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const number = Number(typed ?? value)
  const isValid = typed?.trim() !== '' && Number.isInteger(number) && number >= least && number <= most

  const commit = () => {
    if (typed === null || !isValid) return
    setTyped(null)
    if (number !== value) onChange(number)
  }
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}hint`} className={styles.hint}>
          {hint}
        </p>
      </div>
      <TextInput
        id={id}
        inputMode="numeric"
        w={120}
        aria-describedby={`${id}hint`}
        classNames={{ input: styles.field! }}
        value={typed ?? `${value}`}
        error={isValid ? undefined : text.settings.sync.outOfRange(least, most)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
    </div>
  )
}
