import { useState } from 'react'
import { defaultSettings } from '../../../shared/defaults'
import type { Settings } from '../../../shared/domain/settings'
import { describeError } from '../../components/list-states'
import { formatMinuteOfDay } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useSettings } from '../../lib/use-settings'
import { Choice } from './choice'
import { LocationLine } from './location-line'
import { NumberLine } from './number-line'
import { Section } from './section'
import styles from './settings.module.css'
import { SwitchLine } from './switch-line'
import { TimeLine } from './time-line'

const words = text.noticeSettings

type TimeSetting = 'digestAt' | 'quietFrom' | 'quietTo'

/** What is told outside the window, and when. Each change takes effect at once and says so. */
export function AlertsSection() {
  const { settings = defaultSettings, change, error } = useSettings()
  const { id: connectionId } = useConnection()
  const { data: summary } = useCall('stock.summary', { connectionId })
  const [outcome, setOutcome] = useState('')

  const set = (changes: Partial<Settings>, message: string) => {
    change(changes)
    setOutcome(message)
  }
  const time = (name: TimeSetting, label: string, hint: string) => (
    <TimeLine
      label={label}
      hint={hint}
      value={settings[name]}
      onChange={(minutes) => set({ [name]: minutes }, words.saved(label, formatMinuteOfDay(minutes)))}
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
        label={words.lowStock}
        hint={words.lowStockHint}
        isOn={settings.lowStockAlerts}
        onChange={(isOn) => set({ lowStockAlerts: isOn }, isOn ? words.on : words.off)}
      />
      {settings.lowStockAlerts && (
        <>
          <Choice
            label={words.mode}
            hint={words.modeHint}
            options={words.modes}
            value={settings.noticeMode}
            onChange={(noticeMode) => set({ noticeMode }, words.modeSet[noticeMode])}
          />
          {settings.noticeMode !== 'instant' && time('digestAt', words.digestAt, words.digestAtHint)}
          <SwitchLine
            label={words.quietHours}
            hint={words.quietHoursHint}
            isOn={settings.quietHours}
            onChange={(isOn) => set({ quietHours: isOn }, isOn ? words.quietOn : words.quietOff)}
          />
          {settings.quietHours && time('quietFrom', words.quietFrom, '')}
          {settings.quietHours &&
            time('quietTo', words.quietTo, settings.quietTo < settings.quietFrom ? words.nextDay : '')}
          <LocationLine
            locations={summary?.locations ?? []}
            mutedIds={settings.mutedLocationIds}
            onChange={(mutedLocationIds, outcome) => set({ mutedLocationIds }, outcome)}
          />
        </>
      )}
      <NumberLine
        label={words.recoveryMargin}
        hint={words.recoveryMarginHint}
        least={0}
        most={1_000_000}
        value={settings.recoveryMargin}
        onChange={(units) => set({ recoveryMargin: units }, words.saved(words.recoveryMargin, `${units}`))}
      />
    </Section>
  )
}
