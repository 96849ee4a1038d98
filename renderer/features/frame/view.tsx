import type { ReactNode } from 'react'
import { ProblemBanner } from './problem-banner'
import { SyncControl } from './sync-control'
import styles from './view.module.css'

interface ViewProps {
  title: string
  /** A few quiet words after the heading. */
  note?: string
  /** The view's search, beside the heading. */
  search?: ReactNode
  /** The view's other controls: on a second line where there is no room for all. */
  filters?: ReactNode
  children: ReactNode
}

/** One view inside the frame: top bar with heading, controls and sync control; problems; then the content. */
export function View({ title, note, search, filters, children }: ViewProps) {
  return (
    <>
      <header className={styles.top}>
        <h1 className={styles.title}>{title}</h1>
        {note && <p className={styles.note}>{note}</p>}
        {search && <div className={styles.search}>{search}</div>}
        {filters && <div className={styles.filters}>{filters}</div>}
        <SyncControl />
      </header>
      <ProblemBanner />
      <div className={styles.body}>{children}</div>
    </>
  )
}
