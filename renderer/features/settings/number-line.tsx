import { useState } from 'react'
import { text } from '../../lib/text'
import { FieldLine } from './field-line'

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
  const [typed, setTyped] = useState<string | null>(null)
  const number = Number(typed ?? value)
  const isValid = typed?.trim() !== '' && Number.isInteger(number) && number >= least && number <= most

  const commit = () => {
    if (typed === null || !isValid) return
    setTyped(null)
    if (number !== value) onChange(number)
  }
  return (
    <FieldLine
      label={label}
      hint={hint}
      inputMode="numeric"
      w={120}
      value={typed ?? `${value}`}
      error={isValid ? undefined : text.settings.sync.outOfRange(least, most)}
      onType={setTyped}
      onCommit={commit}
      onRevert={() => setTyped(null)}
    />
  )
}
