import type { ReactNode } from 'react'
import { Commands } from '../commands/commands'
import styles from './frame.module.css'
import { OldestFigureProvider } from './oldest-figure'
import { Rail } from './rail'
import { StatusBar } from './status-bar'
import { useDestination } from './use-destination'
import { SyncProvider } from './use-sync'

/** What every view stands in: the rail on the left, the view, the status bar below. */
export function Frame({ children }: { children: ReactNode }) {
  useDestination()
  return (
    <SyncProvider>
      <OldestFigureProvider>
        <Commands />
        <div className={styles.frame}>
          <Rail />
          <main className={styles.main}>{children}</main>
          <StatusBar />
        </div>
      </OldestFigureProvider>
    </SyncProvider>
  )
}
