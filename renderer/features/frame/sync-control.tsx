import { memo, type RefObject, useLayoutEffect, useRef } from 'react'
import { formatExact, formatMoment } from '../../lib/format'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import { SyncButton } from './sync-button'
import styles from './sync-control.module.css'
import { SyncMenu } from './sync-menu'
import { describeNextTry, describePressFailure, describeSync, type SyncWords } from './sync-words'
import { isBusy, type Sync, useSync } from './use-sync'
import { useSyncKey } from './use-sync-key'

/** Button, words and bar of the one sync. Answers to a press at once, before the main process does. */
export const SyncControl = memo(function SyncControl() {
  const sync = useSync()
  const buttons = useRef<HTMLDivElement>(null)
  useSyncKey()
  const { tone, words, nextTryAt } = useSyncWords(sync)
  const isOffline = sync.isRunning && sync.overview?.progress?.waitingFor === 'network'
  return (
    <div className={styles.control}>
      <div className={styles.state} data-offline={isOffline || undefined}>
        <p
          role="status"
          aria-label={text.frame.sync.status}
          className={styles.words}
          title={sync.error?.message}
        >
          {words && <span className={styles.dot} data-tone={tone} aria-hidden />}
          <span>
            {words}
            {nextTryAt !== undefined && <NextTry at={nextTryAt} />}
          </span>
        </p>
        {isOffline && <WhileOffline sync={sync} buttons={buttons} />}
        {isBusy(sync) && <ProgressBar sync={sync} />}
      </div>
      <div ref={buttons} className={styles.buttons}>
        <SyncButton />
        <SyncMenu />
      </div>
    </div>
  )
})

/** How old what is shown is, and the way to not wait. */
function WhileOffline({ sync, buttons }: { sync: Sync; buttons: RefObject<HTMLDivElement | null> }) {
  const now = useNow()
  const shownAt = sync.overview?.lastSuccessAt ?? null
  const tryNow = useRef<HTMLButtonElement>(null)
  // It goes when the network is back; the focus then goes on to what stands beside it.
  useLayoutEffect(
    () => () => {
      if (document.activeElement === tryNow.current) buttons.current?.querySelector('button')?.focus()
    },
    [buttons],
  )
  return (
    <p className={styles.offline}>
      {shownAt !== null && (
        <span title={formatExact(shownAt)}>{text.frame.sync.showing(formatMoment(shownAt, now))}</span>
      )}
      <button type="button" ref={tryNow} className={styles.tryNow} onClick={sync.tryNow}>
        {text.frame.sync.tryNow}
      </button>
    </p>
  )
}

/** Counts down. A timer is not read out at each step, which words of a status would be. */
function NextTry({ at }: { at: number }) {
  const now = useNow(1000)
  return (
    <>
      {' '}
      <span role="timer">{describeNextTry(at, now)}</span>
    </>
  )
}

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
