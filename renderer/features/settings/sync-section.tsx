import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { defaultSettings } from '../../../shared/defaults'
import type { Settings } from '../../../shared/domain/settings'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import { useSync } from '../frame/use-sync'
import choiceStyles from './choice.module.css'
import { NumberLine } from './number-line'
import { describeReadAgain } from './read-again'
import { Section } from './section'
import styles from './settings.module.css'

const words = text.settings.sync

type SwitchSetting = 'syncAutomatically' | 'syncProducts' | 'syncStock'
type NumberSetting = 'syncIntervalMinutes' | 'callBudget' | 'pageSize' | 'pageLimit' | 'historyDays'

const switches: { name: SwitchSetting; label: string; hint: string; on: string; off: string }[] = [
  {
    name: 'syncAutomatically',
    label: words.automatic,
    hint: words.automaticHint,
    on: words.on,
    off: words.off,
  },
  whatToRead('syncProducts', words.products, words.productsHint),
  whatToRead('syncStock', words.stock, words.stockHint),
]

const numbers: { name: NumberSetting; label: string; hint: string; least: number; most: number }[] = [
  { name: 'syncIntervalMinutes', label: words.interval, hint: words.intervalHint, least: 5, most: 1440 },
  { name: 'callBudget', label: words.callBudget, hint: words.callBudgetHint, least: 5, most: 55 },
  { name: 'pageSize', label: words.pageSize, hint: words.pageSizeHint, least: 1, most: 1000 },
  { name: 'pageLimit', label: words.pageLimit, hint: words.pageLimitHint, least: 1, most: 10_000 },
  { name: 'historyDays', label: words.historyDays, hint: words.historyDaysHint, least: 7, most: 3650 },
]

/** When and how much is read from Cin7. Each change takes effect at once and says so. */
export function SyncSection() {
  const { settings = defaultSettings, change, error } = useSettings()
  const { overview } = useSync()
  const [outcome, setOutcome] = useState('')

  const set = (changes: Partial<Settings>, message: string) => {
    change(changes)
    setOutcome(message)
  }
  return (
    <Section title={words.title} outcome={error ? '' : outcome}>
      {switches.map(({ name, label, hint, on, off }) => (
        <div key={name} className={choiceStyles.line}>
          <Checkbox
            role="switch"
            label={label}
            description={hint}
            checked={settings[name]}
            onChange={({ currentTarget: { checked } }) => set({ [name]: checked }, checked ? on : off)}
          />
        </div>
      ))}
      {numbers.map(({ name, ...line }) => (
        <NumberLine
          key={name}
          {...line}
          value={settings[name]}
          onChange={(value) => set({ [name]: value }, words.saved(line.label, value))}
        />
      ))}
      <p className={styles.outcome}>{describeReadAgain(settings, overview?.runsToReadAgain ?? null)}</p>
      {error && (
        <p role="alert" className={styles.failure}>
          {text.settings.failed} {describeError(error)}
        </p>
      )}
    </Section>
  )
}

function whatToRead<Name extends string>(name: Name, label: string, hint: string) {
  return { name, label, hint, on: words.read(label), off: words.leftOut(label) }
}
