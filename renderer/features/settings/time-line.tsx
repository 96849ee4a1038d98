import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import styles from './choice.module.css'

interface TimeLineProps {
  label: string
  hint: string
  /** Minutes after midnight. */
  value: number
  onChange: (value: number) => void
}

/** A time of day. It takes effect when the field is left or Enter is pressed. */
export function TimeLine({ label, hint, value, onChange }: TimeLineProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)

  const commit = () => {
    setTyped(null)
    const minutes = minutesOf(typed)
    if (minutes !== null && minutes !== value) onChange(minutes)
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
        type="time"
        w={140}
        aria-describedby={`${id}hint`}
        classNames={{ input: styles.field! }}
        value={typed ?? clockTime(value)}
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

/** As a time field has it: two digits each, 24 hours. */
function clockTime(minutes: number): string {
  const two = (number: number) => `${number}`.padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function minutesOf(text: string | null): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text ?? '') ?? []
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null
}
