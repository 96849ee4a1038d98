import { TextInput } from '@mantine/core'
import { text } from '../../lib/text'
import fieldStyles from '../connections/field.module.css'
import { readUnits, type TypedLevels } from './reorder-levels'

const words = text.reorder
const fields = [
  { name: 'point', label: words.point, hint: words.pointHint },
  { name: 'quantity', label: words.quantity, hint: words.quantityHint },
] as const

interface LevelsFieldsProps {
  typed: TypedLevels
  /** Only then it is said what is wrong with them. */
  isChecked: boolean
  onChange: (typed: TypedLevels) => void
}

/** The reorder point and the reorder quantity, as typed. */
export function LevelsFields({ typed, isChecked, onChange }: LevelsFieldsProps) {
  return fields.map(({ name, label, hint }, index) => (
    <TextInput
      key={name}
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={fieldStyles}
      inputMode="decimal"
      autoComplete="off"
      value={typed[name]}
      error={isChecked && readUnits(typed[name]) === null && words.notANumber}
      {...(index === 0 ? { 'data-autofocus': true } : {})}
      onChange={(event) => onChange({ ...typed, [name]: event.currentTarget.value })}
    />
  ))
}
