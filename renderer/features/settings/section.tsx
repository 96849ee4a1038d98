import { type ReactNode, useId } from 'react'
import styles from './settings.module.css'

interface SectionProps {
  title: string
  /** What a change in this section just did, in words. */
  outcome?: string
  children: ReactNode
}

/** A titled group of settings, found by its name. Says what a change did. */
export function Section({ title, outcome = '', children }: SectionProps) {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <p role="status" className={styles.outcome}>
          {outcome}
        </p>
      </div>
      {children}
    </section>
  )
}

/** Lines of facts. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
