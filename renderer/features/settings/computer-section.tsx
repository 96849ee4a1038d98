import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { defaultSettings, type Settings } from '../../../shared/domain/settings'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useAction, useCall } from '../../lib/use-call'
import { Choice } from './choice'
import { Section } from './section'
import styles from './settings.module.css'

const words = text.settings.computer

/** What is set for this computer alone. Each choice takes effect at once and says so. */
export function ComputerSection() {
  const client = useQueryClient()
  const { data: settings = defaultSettings } = useCall('settings.get', {})
  const save = useAction('settings.set')
  const [outcome, setOutcome] = useState('')

  const set = (change: Partial<Settings>, message: string) => {
    setOutcome('')
    save.mutate(change, {
      onSuccess: (stored) => {
        client.setQueryData(['settings.get', {}], stored)
        setOutcome(message)
      },
    })
  }

  return (
    <Section title={words.title} outcome={outcome}>
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
      {save.error && (
        <p role="alert" className={styles.failure}>
          {text.settings.failed} {describeError(save.error)}
        </p>
      )}
    </Section>
  )
}
