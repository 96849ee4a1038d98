import { text } from '../../lib/text'
import { View } from '../frame/view'
import { AboutSection } from './about-section'
import { AlertsSection } from './alerts-section'
import { ComputerSection } from './computer-section'
import { ConnectionSection } from './connection-section'
import { LiveSection } from './live-section'
import styles from './settings.module.css'
import { SyncSection } from './sync-section'

/** What is connected, what is told and how this computer shows it, and which version this is. */
export function SettingsView() {
  return (
    <View title={text.settings.title}>
      <div className={styles.page}>
        <ConnectionSection />
        <SyncSection />
        <AlertsSection />
        <LiveSection />
        <ComputerSection />
        <AboutSection />
      </div>
    </View>
  )
}
