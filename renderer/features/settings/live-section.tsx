import { Button } from '@mantine/core'
import { useState } from 'react'
import { defaultSettings } from '../../../shared/defaults'
import type { LiveStatus } from '../../../shared/domain/live'
import type { Settings } from '../../../shared/domain/settings'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useSettings } from '../../lib/use-settings'
import { LiveDeliveries } from './live-deliveries'
import { LiveFetch } from './live-fetch'
import { LiveHooks } from './live-hooks'
import { LiveState } from './live-state'
import { LiveTunnel } from './live-tunnel'
import { describeFloor } from './live-words'
import { Section } from './section'
import styles from './settings.module.css'
import { SwitchLine } from './switch-line'

const words = text.live

/** Changes told by the provider: a bonus on top of the syncs, which go on in any case. */
export function LiveSection() {
  const { source } = useConnection()
  return source === 'sample' ? <SampleLive /> : <AccountLive />
}

function SampleLive() {
  const { settings = defaultSettings } = useSettings()
  return (
    <Section title={words.title}>
      <div className={styles.note}>
        <p className={styles.noteTitle}>{words.sampleTitle}</p>
        <p>{words.sample}</p>
      </div>
      <SwitchLine
        label={words.receive}
        hint={words.receiveHint(describeFloor(settings))}
        isOn={false}
        isDisabled
        onChange={() => {}}
      />
    </Section>
  )
}

function AccountLive() {
  const { id: connectionId } = useConnection()
  const { settings = defaultSettings, change, error } = useSettings()
  const live = useCall('live.status', { connectionId })
  const [outcome, setOutcome] = useState('')
  const status = live.data

  const set = (changes: Partial<Settings>, message: string) => {
    setOutcome('')
    // The system may ask the user first.
    change(changes, () => setOutcome(message))
  }
  return (
    <Section title={words.title} outcome={error ? '' : outcome}>
      {error && (
        <p role="alert" className={styles.failure}>
          {text.settings.failed} {describeError(error)}
        </p>
      )}
      <SwitchLine
        label={words.receive}
        hint={words.receiveHint(describeFloor(settings))}
        isOn={settings.liveUpdates}
        onChange={(isOn) => set({ liveUpdates: isOn }, isOn ? words.on : words.off)}
      />
      {live.isError ? (
        <StateFailed cause={describeError(live.error)} onRetry={() => void live.refetch()} />
      ) : (
        <LiveState status={status} settings={settings} />
      )}
      {status && isToFetch(status) && <LiveFetch status={status} />}
      <LiveTunnel status={status} settings={settings} onChange={set} onDone={setOutcome} />
      {status && status.stage !== 'off' && (
        <>
          <LiveHooks status={status} />
          <LiveDeliveries deliveries={status.deliveries} />
        </>
      )}
    </Section>
  )
}

/** A program of one's own that cannot be used is put right or taken out; another one would not be used. */
function isToFetch({ stage, programProblem, fetch }: LiveStatus): boolean {
  return (stage === 'needsProgram' && programProblem === null) || fetch?.state === 'fetching'
}

function StateFailed({ cause, onRetry }: { cause: string; onRetry: () => void }) {
  return (
    <div role="alert" className={styles.failed}>
      <p>{words.state.failed(cause)}</p>
      <Button variant="default" size="compact-sm" onClick={onRetry}>
        {text.listStates.tryAgain}
      </Button>
    </div>
  )
}
