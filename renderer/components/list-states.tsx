import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { isAppError } from '../../shared/errors'
import { text } from '../lib/text'
import styles from './list-states.module.css'

interface MessageStateProps {
  icon?: ReactNode
  title: string
  children?: ReactNode
  /** The one next step, usually a button. */
  action?: ReactNode
}

/** What stands in place of a list: why there is nothing, and the next step. */
export function MessageState({ icon, title, children, action }: MessageStateProps) {
  return (
    <div className={styles.message}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

interface FailedStateProps {
  error: Error
  onRetry: () => void
  /** What still works. */
  children?: ReactNode
}

/** A list that could not be read: cause, what still works, one button. */
export function FailedState({ error, onRetry, children }: FailedStateProps) {
  return (
    <div role="alert">
      <MessageState
        icon={<IconAlertTriangle size={20} stroke={1.6} />}
        title={text.listStates.failedTitle}
        action={
          <Button variant="default" onClick={onRetry}>
            {text.listStates.tryAgain}
          </Button>
        }
      >
        <p>{describeError(error)}</p>
        {children}
      </MessageState>
    </div>
  )
}

/** Rows of grey at the real height while the first answer is awaited. */
export function SkeletonRows({ rows, label = text.listStates.loading }: { rows: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className={styles.skeleton}>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={styles.skeletonRow} aria-hidden>
          <span className={styles.skeletonWide} />
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}

/** The sentence for the user: expected failures carry their own, bugs get a general one. */
export function describeError(error: Error): string {
  return isAppError(error) && error.code !== 'internal' ? error.message : text.listStates.unknownFailure
}
