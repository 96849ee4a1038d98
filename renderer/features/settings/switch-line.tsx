import { Checkbox } from '@mantine/core'
import styles from './choice.module.css'

interface SwitchLineProps {
  label: string
  hint: string
  isOn: boolean
  isDisabled?: boolean
  onChange: (isOn: boolean) => void
}

/** On or off. */
export function SwitchLine({ label, hint, isOn, isDisabled = false, onChange }: SwitchLineProps) {
  return (
    <div className={styles.line}>
      <Checkbox
        role="switch"
        label={label}
        description={hint}
        classNames={{ description: styles.switchHint! }}
        checked={isOn}
        disabled={isDisabled}
        onChange={({ currentTarget: { checked } }) => onChange(checked)}
      />
    </div>
  )
}
