import { Checkbox } from '@mantine/core'
import { useId } from 'react'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import styles from './choice.module.css'

const words = text.noticeSettings

interface Location {
  id: number
  name: string
}

interface LocationLineProps {
  locations: readonly Location[]
  /** Of those not chosen. */
  mutedIds: readonly number[]
  /** With what this does, in words. */
  onChange: (mutedIds: number[], outcome: string) => void
}

/** Of which locations notices are shown. Those that are gone by now stay as they were. */
export function LocationLine({ locations, mutedIds, onChange }: LocationLineProps) {
  const id = useId()
  const isNoneTold = (muted: readonly number[]) => locations.every((location) => muted.includes(location.id))
  const change = ({ id: changedId, name }: Location, isTold: boolean) => {
    const others = mutedIds.filter((muted) => muted !== changedId)
    const next = isTold ? others : [...others, changedId]
    if (isNoneTold(next)) onChange(next, words.noneTold)
    else onChange(next, isTold ? words.told(name) : words.muted(name))
  }
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <p id={`${id}label`}>{words.locations}</p>
        <p id={`${id}hint`} className={styles.hint}>
          {locations.length > 0 && isNoneTold(mutedIds) ? words.noneTold : words.locationsHint}
        </p>
      </div>
      <fieldset aria-labelledby={`${id}label`} aria-describedby={`${id}hint`} className={styles.locations}>
        {locations.map((location) => (
          <Checkbox
            key={location.id}
            label={showControls(location.name)}
            checked={!mutedIds.includes(location.id)}
            onChange={({ currentTarget: { checked } }) => change(location, checked)}
          />
        ))}
      </fieldset>
    </div>
  )
}
