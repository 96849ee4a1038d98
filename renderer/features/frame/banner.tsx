import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './problem-banner.module.css'

/** One line above a view, with at most one thing to do about it. */
export function Banner({
  tone,
  children,
  action,
}: {
  tone: 'bad' | 'info'
  children: ReactNode
  action?: ReactNode
}) {
  const Icon = tone === 'bad' ? IconAlertTriangle : IconInfoCircle
  return (
    <div role="alert" className={styles.banner} data-tone={tone}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <p className={styles.words}>{children}</p>
      {action}
    </div>
  )
}
