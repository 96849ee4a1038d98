import { Checkbox } from '@mantine/core'
import { useId } from 'react'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import styles from './choice.module.css'

interface Location {
  id: number
  name: string
}

interface LocationLineProps {
  locations: readonly Location[]
  /** Of those not chosen. */
  mutedIds: readonly number[]
  onChange: (mutedIds: number[], changed: Location) => void
}

/** Of which locations notices are shown. Those that are gone by now stay as they were. */
export function LocationLine({ locations, mutedIds, onChange }: LocationLineProps) {
  const id = useId()
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <p id={`${id}label`}>{text.noticeSettings.locations}</p>
        <p id={`${id}hint`} className={styles.hint}>
          {text.noticeSettings.locationsHint}
        </p>
      </div>
      <fieldset aria-labelledby={`${id}label`} aria-describedby={`${id}hint`} className={styles.locations}>
        {locations.map((location) => (
          <Checkbox
            key={location.id}
            label={showControls(location.name)}
            checked={!mutedIds.includes(location.id)}
            onChange={({ currentTarget: { checked } }) => {
              const others = mutedIds.filter((muted) => muted !== location.id)
              onChange(checked ? others : [...others, location.id], location)
            }}
          />
        ))}
      </fieldset>
    </div>
  )
}
