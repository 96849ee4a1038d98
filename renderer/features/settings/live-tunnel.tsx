import type { LiveStatus } from '../../../shared/domain/live'
import type { Settings } from '../../../shared/domain/settings'
import { ProviderText, showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import { CopyButton } from '../sync/copy-button'
import { Choice } from './choice'
import choiceStyles from './choice.module.css'
import { hostNameMistake } from './host-name'
import styles from './live.module.css'
import { TokenLine } from './live-token'
import { TextLine } from './text-line'

const words = text.live.tunnel
const programWords = text.live.program

interface LiveTunnelProps {
  /** undefined: not known yet. */
  status: LiveStatus | undefined
  settings: Settings
  onChange: (changes: Partial<Settings>, outcome: string) => void
  onDone: (outcome: string) => void
}

/** Which tunnel deliveries come through, and the program that keeps it open. */
export function LiveTunnel({ status, settings, onChange, onDone }: LiveTunnelProps) {
  const { tunnelMode, tunnelHost, tunnelProgram } = settings
  return (
    <>
      <Choice
        label={words.label}
        hint={words.hints[tunnelMode]}
        options={words.modes}
        value={tunnelMode}
        onChange={(mode) => onChange({ tunnelMode: mode }, words.set[mode])}
      />
      {tunnelMode === 'named' && (
        <>
          <TextLine
            label={words.host}
            hint={words.hostHint}
            value={tunnelHost}
            mistakeIn={hostNameMistake}
            onChange={(host) =>
              onChange({ tunnelHost: host }, host ? words.hostSaved(host) : words.hostCleared)
            }
          />
          {status && <TokenLine hasToken={status.hasToken} onDone={onDone} />}
          {status && <Target address={status.localAddress} />}
        </>
      )}
      <TextLine
        label={programWords.label}
        hint={programWords.hint}
        value={tunnelProgram}
        problem={status?.programProblem ? showControls(status.programProblem) : null}
        onChange={(path) =>
          onChange({ tunnelProgram: path }, path ? programWords.saved : programWords.cleared)
        }
      />
      {status && <Program program={status.program} />}
    </>
  )
}

function Target({ address }: { address: string | null }) {
  return (
    <div className={choiceStyles.line}>
      <div className={choiceStyles.words}>
        <p>{words.target}</p>
        <p className={choiceStyles.hint}>{words.targetHint}</p>
      </div>
      {address === null ? (
        <p className={styles.quiet}>{words.noTarget}</p>
      ) : (
        <div className={styles.target}>
          <ProviderText className={styles.code}>{address}</ProviderText>
          <CopyButton label={words.copyTarget} value={() => address} />
        </div>
      )}
    </div>
  )
}

function Program({ program }: { program: LiveStatus['program'] }) {
  return (
    <div className={choiceStyles.line}>
      <p>{programWords.found}</p>
      {program ? (
        <div className={styles.program}>
          <p>{programWords.sources[program.source]}</p>
          <p className={styles.quiet}>
            <ProviderText>{program.path}</ProviderText>
          </p>
        </div>
      ) : (
        <p className={styles.quiet}>{programWords.none}</p>
      )}
    </div>
  )
}
