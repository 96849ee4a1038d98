import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { DEFAULT_CIN7_URL } from '../../../shared/defaults'
import { ProviderText } from '../../components/provider-text'
import { formatDateTime, formatExact } from '../../lib/format'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { DisconnectDialog } from '../connections/disconnect-dialog'
import { ReplaceKeysDialog, replaceKeysPath } from '../connections/replace-keys-dialog'
import { useSync } from '../frame/use-sync'
import { Health } from './health'
import { Fact, Facts, Section } from './section'
import styles from './settings.module.css'

const words = text.settings.connection

/** The connected account: what is known of it, whether it answers, and how to change or leave it. */
export function ConnectionSection() {
  const connection = useConnection()
  const [location, navigate] = useLocation()
  const [isDisconnecting, setIsDisconnecting] = useState(false)
  const [isReplaced, setIsReplaced] = useState(false)
  const replaceButton = useRef<HTMLButtonElement>(null)
  const sync = useSync()
  const isSample = connection.source === 'sample'

  const closeReplaceKeys = () => {
    // What opened the dialog may be gone, as a warning in another view is; the focus must not be.
    replaceButton.current?.focus()
    navigate('/settings', { replace: true })
  }

  return (
    <Section title={words.title} outcome={isReplaced ? words.replaced : ''}>
      {isSample && (
        <div className={styles.note}>
          <p className={styles.noteTitle}>{words.sampleTitle}</p>
          <p>{words.sample}</p>
        </div>
      )}
      <Facts>
        <Fact label={words.company}>
          <ProviderText>{connection.companyName}</ProviderText>
        </Fact>
        {!isSample && <Account />}
      </Facts>
      <Health />
      <div className={styles.actions}>
        {!isSample && (
          <Button
            ref={replaceButton}
            variant="default"
            onClick={() => {
              setIsReplaced(false)
              navigate(replaceKeysPath)
            }}
          >
            {words.replaceKeys}
          </Button>
        )}
        <Button variant="default" className={styles.danger} onClick={() => setIsDisconnecting(true)}>
          {words.disconnect}
        </Button>
      </div>
      <ReplaceKeysDialog
        connectionId={connection.id}
        isOpen={!isSample && location === replaceKeysPath}
        onClose={closeReplaceKeys}
        onReplaced={() => {
          closeReplaceKeys()
          setIsReplaced(true)
          sync.start()
        }}
      />
      <DisconnectDialog
        connection={connection}
        isOpen={isDisconnecting}
        onClose={() => setIsDisconnecting(false)}
      />
    </Section>
  )
}

/** The keys as far as they may be shown, where they are, and whether they work. */
function Account() {
  const { accountIdMasked, applicationKeyMasked, apiUrl, keysHeldIn, verifiedAt } = useConnection()
  const now = useNow()
  return (
    <>
      <Fact label={words.accountId}>{accountIdMasked}</Fact>
      <Fact label={words.applicationKey}>{applicationKeyMasked}</Fact>
      {keysHeldIn !== 'sample' && <Fact label={words.keys}>{words.heldIn[keysHeldIn]}</Fact>}
      {apiUrl !== DEFAULT_CIN7_URL && <Fact label={words.apiAddress}>{apiUrl}</Fact>}
      <Fact label={words.verified}>
        {verifiedAt === null ? (
          words.neverVerified
        ) : (
          <span title={formatExact(verifiedAt)}>{formatDateTime(verifiedAt, now)}</span>
        )}
      </Fact>
    </>
  )
}
