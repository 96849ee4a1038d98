import { Button } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { memo } from 'react'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import styles from './sync-control.module.css'
import { describePressFailure, describeSync, type SyncWords } from './sync-words'
import { type Sync, useSync } from './use-sync'
import { useSyncKey } from './use-sync-key'

/** Button, words and bar of the one sync. Answers to a press at once, before the main process does. */
export const SyncControl = memo(function SyncControl() {
  const sync = useSync()
  useSyncKey()
  const { tone, words } = useSyncWords(sync)
  const isBusy = sync.isStarting || sync.isRunning
  return (
    <div className={styles.control}>
      <div className={styles.state}>
        <p
          role="status"
          aria-label={text.frame.sync.status}
          className={styles.words}
          title={sync.error?.message}
        >
          {words && <span className={styles.dot} data-tone={tone} aria-hidden />}
          <span>{words}</span>
        </p>
        {isBusy && <ProgressBar sync={sync} />}
      </div>
      {isBusy ? (
        <Button
          variant="default"
          className={styles.button}
          leftSection={<IconPlayerStop size={16} stroke={1.6} aria-hidden />}
          disabled={sync.isCancelling}
          onClick={sync.cancel}
        >
          {sync.isCancelling ? text.frame.sync.cancelling : text.frame.sync.cancel}
        </Button>
      ) : (
        <Button
          variant="default"
          className={styles.button}
          leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
          onClick={sync.start}
        >
          {text.frame.sync.start}
        </Button>
      )}
    </div>
  )
})

function useSyncWords(sync: Sync): SyncWords {
  const now = useNow()
  if (sync.isStarting && !sync.isRunning) return { tone: 'busy', words: text.frame.sync.starting }
  if (sync.error) return { tone: 'bad', words: describePressFailure(sync.error) }
  if (!sync.overview) return { tone: 'none', words: '' }
  return describeSync(sync.overview, now)
}

function ProgressBar({ sync }: { sync: Sync }) {
  const progress = sync.overview?.progress
  const known = progress?.pagesKnown ?? 0
  const done = progress?.pagesDone ?? 0
  const fraction = known === 0 ? 0 : Math.min(1, done / known)
  return (
    <div
      role="progressbar"
      aria-label={text.frame.sync.progress}
      aria-valuemin={0}
      aria-valuemax={Math.max(1, known)}
      aria-valuenow={done}
      aria-valuetext={known === 0 ? text.frame.sync.starting : text.frame.sync.progressText(done, known)}
      className={styles.bar}
    >
      <span className={styles.fill} style={{ transform: `scaleX(${fraction})` }} />
    </div>
  )
}
