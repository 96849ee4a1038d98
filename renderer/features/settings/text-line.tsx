import { useState } from 'react'
import { FieldLine } from './field-line'

interface TextLineProps {
  label: string
  hint: string
  value: string
  /** What is wrong with what was typed, in words; null: nothing. Told when the field is left. */
  mistakeIn?: (typed: string) => string | null
  /** What is wrong with the value that is set. */
  problem?: string | null
  onChange: (value: string) => void
}

/** A line of text. It takes effect when the field is left or Enter is pressed, if there is no mistake in it. */
export function TextLine({ label, hint, value, mistakeIn, problem = null, onChange }: TextLineProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [mistake, setMistake] = useState<string | null>(null)

  const type = (next: string | null) => {
    setTyped(next)
    setMistake(null)
  }
  const commit = () => {
    if (typed === null) return
    const next = typed.trim()
    const found = mistakeIn?.(next) ?? null
    setMistake(found)
    if (found !== null) return
    setTyped(null)
    if (next !== value) onChange(next)
  }
  return (
    <FieldLine
      label={label}
      hint={hint}
      w={300}
      value={typed ?? value}
      error={mistake ?? (typed === null ? problem : null)}
      onType={type}
      onCommit={commit}
      onRevert={() => type(null)}
    />
  )
}
