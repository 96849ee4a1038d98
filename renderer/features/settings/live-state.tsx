import { Loader } from '@mantine/core'
import { IconCheck, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react'
import type { LiveStatus } from '../../../shared/domain/live'
import type { Settings } from '../../../shared/domain/settings'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import styles from './live.module.css'
import { describeLive, type LiveTone } from './live-words'

const words = text.live.state

const marks: Record<LiveTone, React.JSX.Element> = {
  none: <IconInfoCircle size={16} stroke={1.8} aria-hidden />,
  busy: <Loader size={14} color="currentColor" aria-hidden />,
  good: <IconCheck size={16} stroke={2} aria-hidden />,
  warning: <IconPlugConnectedX size={16} stroke={1.8} aria-hidden />,
}

/** How far the way for deliveries is. A live region, so that what changes while one waits is read out. */
export function LiveState({ status, settings }: { status: LiveStatus | undefined; settings: Settings }) {
  const now = useNow()
  const state = status && describeLive(status, settings, now)
  return (
    <div role="status" aria-label={words.label} className={styles.state}>
      {state ? (
        <>
          <span className={styles.mark} data-tone={state.tone}>
            {marks[state.tone]}
          </span>
          <div className={styles.stateWords}>
            <p className={styles.sentence}>{state.sentence}</p>
            {state.detail && <p className={styles.quiet}>{state.detail}</p>}
          </div>
        </>
      ) : (
        <p className={styles.quiet}>{words.loading}</p>
      )}
    </div>
  )
}
