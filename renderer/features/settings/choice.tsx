import { useId } from 'react'
import styles from './choice.module.css'

interface ChoiceProps<Value extends string> {
  label: string
  hint: string
  /** Value to word, in the order shown. */
  options: Record<Value, string>
  value: Value
  onChange: (value: Value) => void
}

/** One of a few values, all in sight. Arrow keys move between them. */
export function Choice<Value extends string>({ label, hint, options, value, onChange }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <p id={`${id}label`}>{label}</p>
        <p id={`${id}hint`} className={styles.hint}>
          {hint}
        </p>
      </div>
      <div
        role="radiogroup"
        aria-labelledby={`${id}label`}
        aria-describedby={`${id}hint`}
        className={styles.options}
      >
        {(Object.entries(options) as [Value, string][]).map(([option, word]) => (
          <label key={option} className={styles.option}>
            <input type="radio" name={id} checked={option === value} onChange={() => onChange(option)} />
            {word}
          </label>
        ))}
      </div>
    </div>
  )
}
