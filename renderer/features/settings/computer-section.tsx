import { useState } from 'react'
import { defaultSettings } from '../../../shared/defaults'
import type { Settings } from '../../../shared/domain/settings'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import { Choice } from './choice'
import { Section } from './section'
import styles from './settings.module.css'
import { SwitchLine } from './switch-line'

const words = text.settings.computer

/** What is set for this computer alone. Each choice takes effect at once and says so. */
export function ComputerSection() {
  const { settings = defaultSettings, change, error } = useSettings()
  const [outcome, setOutcome] = useState('')

  const set = (changes: Partial<Settings>, message: string) => {
    change(changes)
    setOutcome(message)
  }

  return (
    <Section title={words.title} outcome={error ? '' : outcome}>
      {error && (
        <p role="alert" className={styles.failure}>
          {text.settings.failed} {describeError(error)}
        </p>
      )}
      <Choice
        label={words.theme}
        hint={words.themeHint}
        options={words.themes}
        value={settings.theme}
        onChange={(theme) => set({ theme }, words.saved(words.theme, words.themes[theme]))}
      />
      <Choice
        label={words.density}
        hint={words.densityHint}
        options={words.densities}
        value={settings.density}
        onChange={(density) => set({ density }, words.saved(words.density, words.densities[density]))}
      />
      <SwitchLine
        label={words.startAtSignIn}
        hint={words.startAtSignInHint}
        isOn={settings.startAtSignIn}
        onChange={(isOn) => set({ startAtSignIn: isOn }, isOn ? words.startsAtSignIn : words.startsByHand)}
      />
      <SwitchLine
        label={words.keepInTray}
        hint={words.keepInTrayHint}
        isOn={settings.keepInTray}
        onChange={(isOn) => set({ keepInTray: isOn }, isOn ? words.kept : words.notKept)}
      />
    </Section>
  )
}
