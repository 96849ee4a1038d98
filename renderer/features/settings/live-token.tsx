import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'
import { RevealIcon } from '../connections/keys-fields'
import choiceStyles from './choice.module.css'
import styles from './live.module.css'
import { useKeptFocus } from './use-kept-focus'
import { useLiveAction } from './use-live-action'

const words = text.live.tunnel

const LONGEST_TOKEN = 4000

interface TokenLineProps {
  hasToken: boolean
  /** With what was done, in words. */
  onDone: (outcome: string) => void
}

/** The secret of a named tunnel: given once, never shown again, replaced or forgotten. */
export function TokenLine({ hasToken, onDone }: TokenLineProps) {
  const id = useId()
  const { id: connectionId } = useConnection()
  const [isReplacing, setIsReplacing] = useState(false)
  const saving = useLiveAction('live.setToken')
  const isTyping = !hasToken || isReplacing
  const { area, keep } = useKeptFocus<HTMLFieldSetElement>(isTyping)

  const set = (token: string | null) => {
    keep()
    saving.run({ connectionId, token }, () => {
      // The token is not to stay in memory with its call.
      saving.reset()
      setIsReplacing(false)
      onDone(token === null ? words.tokenForgotten : words.tokenSaved)
    })
  }
  const replace = (isWanted: boolean) => {
    keep()
    saving.reset()
    setIsReplacing(isWanted)
  }
  const failure = saving.error ? describeError(saving.error) : null
  return (
    <div className={choiceStyles.line}>
      <div className={choiceStyles.words}>
        {isTyping ? <label htmlFor={`${id}field`}>{words.token}</label> : <p>{words.token}</p>}
        <p id={`${id}hint`} className={choiceStyles.hint}>
          {words.tokenHint}
        </p>
      </div>
      <fieldset ref={area} aria-label={isTyping ? undefined : words.token} className={styles.token}>
        {isTyping ? (
          <TokenField
            id={`${id}field`}
            hintId={`${id}hint`}
            isBusy={saving.isPending}
            failure={failure}
            onType={saving.reset}
            onKeep={set}
            onCancel={hasToken ? () => replace(false) : null}
          />
        ) : (
          <KeptToken
            isBusy={saving.isPending}
            failure={failure}
            onReplace={() => replace(true)}
            onForget={() => set(null)}
          />
        )}
      </fieldset>
    </div>
  )
}

interface TokenFieldProps {
  id: string
  hintId: string
  isBusy: boolean
  failure: string | null
  onType: () => void
  onKeep: (token: string) => void
  /** null: there is nothing to go back to. */
  onCancel: (() => void) | null
}

function TokenField({ id, hintId, isBusy, failure, onType, onKeep, onCancel }: TokenFieldProps) {
  const [typed, setTyped] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const token = typed.trim()
    const found = tokenMistake(token)
    setMistake(found)
    if (found === null && !isBusy) onKeep(token)
  }
  return (
    <form noValidate autoComplete="off" className={styles.tokenForm} onSubmit={submit}>
      <PasswordInput
        id={id}
        w={300}
        aria-describedby={hintId}
        classNames={{ input: choiceStyles.field! }}
        value={typed}
        error={mistake ?? failure}
        maxLength={LONGEST_TOKEN}
        readOnly={isBusy}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleIcon={RevealIcon}
        visibilityToggleButtonProps={{ 'aria-label': words.revealToken }}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setMistake(null)
          onType()
        }}
      />
      <div className={styles.tokenActions}>
        <BusyButton type="submit" variant="default" isBusy={isBusy} busyLabel={words.keeping}>
          {words.keep}
        </BusyButton>
        {onCancel && (
          <Button variant="subtle" color="gray" onClick={onCancel}>
            {text.actions.cancel}
          </Button>
        )}
      </div>
    </form>
  )
}

interface KeptTokenProps {
  isBusy: boolean
  failure: string | null
  onReplace: () => void
  onForget: () => void
}

function KeptToken({ isBusy, failure, onReplace, onForget }: KeptTokenProps) {
  return (
    <>
      <div className={styles.tokenActions}>
        <p>{words.tokenKept}</p>
        <Button variant="default" onClick={onReplace}>
          {words.replace}
        </Button>
        <BusyButton variant="default" isBusy={isBusy} busyLabel={words.forgetting} onClick={onForget}>
          {words.forget}
        </BusyButton>
      </div>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </>
  )
}

/** What is wrong with a pasted token; often the whole command is pasted in which it stands. */
function tokenMistake(token: string): string | null {
  if (token === '') return words.tokenEmpty
  return /\s/.test(token) ? words.tokenSpaces : null
}
