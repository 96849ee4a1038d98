import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPause } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { LiveHook, LiveStage, LiveStatus } from '../../../shared/domain/live'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { ProviderText, showControls } from '../../components/provider-text'
import { formatAge, formatExact } from '../../lib/format'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import styles from './live.module.css'
import hookStyles from './live-hooks.module.css'
import { describeRegistered, type HookState, hookState, shortId } from './live-words'
import { useLiveAction } from './use-live-action'

const words = text.live.hooks

/** Stages in which there is nothing yet that could be registered. */
const tooEarly: readonly LiveStage[] = [
  'off',
  'needsProgram',
  'needsToken',
  'starting',
  'addressKnown',
  'connected',
]

/** Where the provider sends deliveries, and what it was asked to tell of. */
export function LiveHooks({ status }: { status: LiveStatus }) {
  const { id: connectionId } = useConnection()
  const titleId = useId()
  const register = useLiveAction('live.register')
  const [outcome, setOutcome] = useState('')
  const run = () => {
    setOutcome('')
    register.run({ connectionId }, (next) => setOutcome(describeRegistered(next, Date.now())))
  }
  return (
    <section aria-labelledby={titleId} className={styles.part}>
      <div className={styles.head}>
        <h3 id={titleId} className={styles.title}>
          {words.title}
        </h3>
        <BusyButton
          variant="default"
          size="compact-sm"
          isBusy={register.isPending}
          isBlocked={tooEarly.includes(status.stage)}
          busyLabel={words.registering}
          onClick={run}
        >
          {words.register}
        </BusyButton>
      </div>
      <p role="status" className={register.error ? styles.failure : styles.outcome}>
        {register.error ? words.failed(describeError(register.error)) : outcome}
      </p>
      <dl className={hookStyles.address}>
        <dt>{words.address}</dt>
        <dd>{status.address ? <ProviderText>{status.address}</ProviderText> : words.noAddress}</dd>
      </dl>
      {status.hooks.length === 0 ? (
        <p className={styles.quiet}>{words.none}</p>
      ) : (
        <HookTable hooks={status.hooks} isLive={status.stage === 'registered'} />
      )}
    </section>
  )
}

function HookTable({ hooks, isLive }: { hooks: LiveHook[]; isLive: boolean }) {
  const now = useNow()
  return (
    <table aria-label={words.table} className={hookStyles.table}>
      <thead>
        <tr>
          <th>{words.event}</th>
          <th>{words.state}</th>
          <th>{words.id}</th>
          <th>{words.checked}</th>
        </tr>
      </thead>
      <tbody>
        {hooks.map((hook) => (
          <tr key={hook.type}>
            <th scope="row">
              {words.events[hook.type] ?? <ProviderText>{hook.type}</ProviderText>}
              {words.events[hook.type] && (
                <span className={hookStyles.second}>
                  <ProviderText>{hook.type}</ProviderText>
                </span>
              )}
            </th>
            <td>
              <State hook={hook} isLive={isLive} />
            </td>
            <td>{hook.externalId === null ? words.noId : <Id id={hook.externalId} />}</td>
            <td>
              {hook.checkedAt === null ? (
                words.never
              ) : (
                <span title={formatExact(hook.checkedAt)}>{formatAge(hook.checkedAt, now)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const marks: Record<HookState, React.JSX.Element> = {
  active: <IconCheck size={14} stroke={2} aria-hidden />,
  idle: <IconClock size={14} stroke={1.8} aria-hidden />,
  off: <IconPlayerPause size={14} stroke={1.8} aria-hidden />,
  refused: <IconAlertTriangle size={14} stroke={1.8} aria-hidden />,
  waiting: <IconClock size={14} stroke={1.8} aria-hidden />,
}

function State({ hook, isLive }: { hook: LiveHook; isLive: boolean }) {
  const state = hookState(hook, isLive)
  return (
    <span className={hookStyles.hookState} data-state={state}>
      {marks[state]}
      <span>
        {state === 'refused' && hook.problem
          ? words.refused(showControls(hook.problem.message))
          : words.states[state]}
      </span>
    </span>
  )
}

/** Short for the eye, whole for hovering and for screen readers. */
function Id({ id }: { id: string }) {
  const whole = showControls(id)
  return (
    <span title={whole} className={hookStyles.id}>
      <bdi aria-hidden>{shortId(whole)}</bdi>
      <span className="visually-hidden">{whole}</span>
    </span>
  )
}
