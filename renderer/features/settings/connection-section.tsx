import { Button } from '@mantine/core'
import { useState } from 'react'
import { DEFAULT_CIN7_URL } from '../../../shared/defaults'
import { formatDateTime, formatExact } from '../../lib/format'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { DisconnectDialog } from '../connections/disconnect-dialog'
import { ReplaceKeysDialog } from '../connections/replace-keys-dialog'
import { Health } from './health'
import { Fact, Facts, Section } from './section'
import styles from './settings.module.css'

const words = text.settings.connection

/** The connected account: what is known of it, whether it answers, and how to change or leave it. */
export function ConnectionSection() {
  const connection = useConnection()
  const [dialog, setDialog] = useState<'replace' | 'disconnect' | null>(null)
  const [isReplaced, setIsReplaced] = useState(false)
  const isSample = connection.source === 'sample'
  const close = () => setDialog(null)

  return (
    <Section title={words.title} outcome={isReplaced ? words.replaced : ''}>
      {isSample && (
        <div className={styles.note}>
          <p className={styles.noteTitle}>{words.sampleTitle}</p>
          <p>{words.sample}</p>
        </div>
      )}
      <Facts>
        <Fact label={words.company}>{connection.companyName}</Fact>
        {!isSample && <Account />}
      </Facts>
      <div className={styles.actions}>
        {!isSample && (
          <Button
            variant="default"
            onClick={() => {
              setIsReplaced(false)
              setDialog('replace')
            }}
          >
            {words.replaceKeys}
          </Button>
        )}
        <Button variant="default" className={styles.danger} onClick={() => setDialog('disconnect')}>
          {words.disconnect}
        </Button>
      </div>
      <ReplaceKeysDialog
        connectionId={connection.id}
        isOpen={dialog === 'replace'}
        onClose={close}
        onReplaced={() => {
          close()
          setIsReplaced(true)
        }}
      />
      <DisconnectDialog connection={connection} isOpen={dialog === 'disconnect'} onClose={close} />
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
      <Fact label={words.health}>
        <Health />
      </Fact>
    </>
  )
}
