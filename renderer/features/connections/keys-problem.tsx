import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ErrorCode, isAppError } from '../../../shared/errors'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import styles from './keys-problem.module.css'

const words = text.connections
/** Asking again may bring up the keychain's own prompt. */
const mayUnlock: ErrorCode[] = ['keychain_locked', 'keychain_timed_out']
const withoutKeychain: ErrorCode[] = [...mayUnlock, 'keychain_missing', 'keychain_unloadable']

interface KeysProblemProps {
  error: Error
  onRetry: () => void
  onUseForSession: () => void
}

/** Why the typed keys could not be used and, when only the keychain is in the way, how to go on. */
export function KeysProblem({ error, onRetry, onUseForSession }: KeysProblemProps) {
  const code = isAppError(error) ? error.code : 'internal'
  return (
    <div role="alert" className={styles.problem}>
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <div className={styles.body}>
        <p>{describeError(error)}</p>
        {withoutKeychain.includes(code) && (
          <>
            <p className={styles.hint}>{words.useForSessionHint}</p>
            <div className={styles.actions}>
              {mayUnlock.includes(code) && (
                <Button size="compact-md" variant="default" onClick={onRetry}>
                  {words.unlockAndRetry}
                </Button>
              )}
              <Button size="compact-md" variant="default" onClick={onUseForSession}>
                {words.useForSession}
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}
