import { useState } from 'react'
import { defaultSettings } from '../../../shared/defaults'
import type { Settings } from '../../../shared/domain/settings'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import { useSync } from '../frame/use-sync'
import { NumberLine } from './number-line'
import { describeReadAgain } from './read-again'
import { Section } from './section'
import styles from './settings.module.css'
import { SwitchLine } from './switch-line'

const words = text.settings.sync

type NumberSetting = 'callBudget' | 'pageSize' | 'pageLimit' | 'historyDays'

const numbers: { name: NumberSetting; label: string; hint: string; least: number; most: number }[] = [
  { name: 'callBudget', label: words.callBudget, hint: words.callBudgetHint, least: 5, most: 55 },
  { name: 'pageSize', label: words.pageSize, hint: words.pageSizeHint, least: 1, most: 1000 },
  { name: 'pageLimit', label: words.pageLimit, hint: words.pageLimitHint, least: 1, most: 10_000 },
  { name: 'historyDays', label: words.historyDays, hint: words.historyDaysHint, least: 7, most: 3650 },
]

/** When, what and how much is read from Cin7. Each change takes effect at once and says so. */
export function SyncSection() {
  const { settings = defaultSettings, change, error } = useSettings()
  const { overview } = useSync()
  const [outcome, setOutcome] = useState('')

  const set = (changes: Partial<Settings>, message: string) => {
    change(changes)
    setOutcome(message)
  }
  const whatToRead = (name: 'syncProducts' | 'syncStock', label: string, hint: string) => (
    <SwitchLine
      label={label}
      hint={hint}
      isOn={settings[name]}
      onChange={(isOn) => set({ [name]: isOn }, isOn ? words.read(label) : words.leftOut(label))}
    />
  )
  return (
    <Section title={words.title} outcome={error ? '' : outcome}>
      {error && (
        <p role="alert" className={styles.failure}>
          {text.settings.failed} {describeError(error)}
        </p>
      )}
      <SwitchLine
        label={words.automatic}
        hint={words.automaticHint}
        isOn={settings.syncAutomatically}
        onChange={(isOn) => set({ syncAutomatically: isOn }, isOn ? words.on : words.off)}
      />
      <NumberLine
        label={words.interval}
        hint={words.intervalHint(describeReadAgain(settings, overview?.runsToReadAgain ?? null))}
        least={5}
        most={1440}
        value={settings.syncIntervalMinutes}
        onChange={(minutes) => set({ syncIntervalMinutes: minutes }, words.saved(words.interval, minutes))}
      />
      {whatToRead('syncProducts', words.products, words.productsHint)}
      {whatToRead('syncStock', words.stock, words.stockHint)}
      <SwitchLine
        label={words.purchaseOrders}
        hint={words.purchaseOrdersHint}
        isOn={settings.syncPurchaseOrders}
        onChange={(isOn) => set({ syncPurchaseOrders: isOn }, isOn ? words.ordersOn : words.ordersOff)}
      />
      {numbers.map(({ name, ...line }) => (
        <NumberLine
          key={name}
          {...line}
          value={settings[name]}
          onChange={(value) => set({ [name]: value }, words.saved(line.label, value))}
        />
      ))}
    </Section>
  )
}
