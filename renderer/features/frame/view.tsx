import type { ReactNode } from 'react'
import { ProblemBanner } from './problem-banner'
import { SyncControl } from './sync-control'
import styles from './view.module.css'

interface ViewProps {
  title: string
  /** The view's own controls, between heading and sync control. */
  controls?: ReactNode
  children: ReactNode
}

/** One view inside the frame: top bar with heading, controls and sync control; problems; then the content. */
export function View({ title, controls, children }: ViewProps) {
  return (
    <>
      <header className={styles.top}>
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.controls}>{controls}</div>
        <SyncControl />
      </header>
      <ProblemBanner />
      <div className={styles.body}>{children}</div>
    </>
  )
}
