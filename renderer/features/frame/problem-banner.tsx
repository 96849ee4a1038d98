import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { memo } from 'react'
import { useLocation } from 'wouter'
import type { Connection } from '../../../shared/domain/connection'
import type { ErrorCode } from '../../../shared/errors'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { invalidate, useAction, useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { replaceKeysPath } from '../connections/replace-keys-dialog'
import { Banner } from './banner'
import { HeldListBanner } from './held-list-banner'
import { Notices } from './notices'
import { useSync } from './use-sync'

const words = text.frame.problems
const unlockable: ErrorCode[] = [
  'keychain_locked',
  'keychain_missing',
  'keychain_timed_out',
  'keychain_unloadable',
]
const needsKeys: ErrorCode[] = ['credentials_rejected', 'key_missing', 'key_wrong', 'secret_damaged']

/** What stops the app from doing its work, above the view that still works with what is stored. */
export const ProblemBanner = memo(function ProblemBanner() {
  const { data: status } = useCall('app.status', {})
  const { problem } = useConnection()
  const { overview } = useSync()
  const notices = status?.notices ?? []
  const held = overview?.held ?? []
  if (!status?.storage.problem && !problem && notices.length + held.length === 0) return null
  return (
    <section aria-label={words.label}>
      {status?.storage.problem && <Banner tone="bad">{status.storage.problem.message}</Banner>}
      {problem && <ConnectionProblem problem={problem} />}
      {held.length > 0 && <HeldListBanner held={held} />}
      <Notices />
    </section>
  )
})

function ConnectionProblem({ problem }: { problem: NonNullable<Connection['problem']> }) {
  const { id: connectionId } = useConnection()
  const client = useQueryClient()
  const unlock = useAction('connections.unlock')
  const [, navigate] = useLocation()
  const canUnlock = unlockable.includes(problem.code)
  return (
    <Banner
      tone="bad"
      action={
        canUnlock ? (
          <BusyButton
            variant="default"
            size="compact-sm"
            isBusy={unlock.isPending}
            busyLabel={words.unlocking}
            onClick={() =>
              unlock.mutate(
                { connectionId },
                { onSettled: () => void invalidate(client, 'connections.list') },
              )
            }
          >
            {words.unlock}
          </BusyButton>
        ) : (
          needsKeys.includes(problem.code) && (
            <Button variant="default" size="compact-sm" onClick={() => navigate(replaceKeysPath)}>
              {words.checkKeys}
            </Button>
          )
        )
      }
    >
      {unlock.error ? describeError(unlock.error) : problem.message}
    </Banner>
  )
}
