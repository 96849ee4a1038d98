import { useState } from 'react'
import { FieldLine } from './field-line'

interface TimeLineProps {
  label: string
  hint: string
  /** Minutes after midnight. */
  value: number
  onChange: (value: number) => void
}

/** A time of day. It takes effect when the field is left or Enter is pressed. */
export function TimeLine({ label, hint, value, onChange }: TimeLineProps) {
  const [typed, setTyped] = useState<string | null>(null)

  const commit = () => {
    setTyped(null)
    const minutes = minutesOf(typed)
    if (minutes !== null && minutes !== value) onChange(minutes)
  }
  return (
    <FieldLine
      label={label}
      hint={hint}
      type="time"
      w={140}
      value={typed ?? clockTime(value)}
      onType={setTyped}
      onCommit={commit}
      onRevert={() => setTyped(null)}
    />
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
