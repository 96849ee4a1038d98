import { useQueryClient } from '@tanstack/react-query'
import type { HeldList } from '../../../shared/domain/sync-run'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { invalidate, useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { Banner } from './banner'
import { isBusy, useSync } from './use-sync'

const words = text.frame.held

/** Asks whether what a list suddenly lacks is really gone. Until then the figures from before stay. */
export function HeldListBanner({ held }: { held: readonly HeldList[] }) {
  const { id: connectionId } = useConnection()
  const client = useQueryClient()
  const sync = useSync()
  const accepting = useAction('sync.acceptHeld')
  return (
    <Banner
      tone="bad"
      action={
        <BusyButton
          variant="default"
          size="compact-sm"
          isBusy={accepting.isPending}
          isBlocked={isBusy(sync)}
          busyLabel={words.accepting}
          onClick={() =>
            accepting.mutate(
              { connectionId },
              { onSettled: () => void invalidate(client, 'sync.overview', 'sync.runs') },
            )
          }
        >
          {words.accept}
        </BusyButton>
      }
    >
      {accepting.error
        ? describeError(accepting.error)
        : held
            .map(({ resource, gone, stored }) =>
              words.lacks(words.lists[resource], formatNumber(gone), formatNumber(stored)),
            )
            .concat(words.kept)
            .join(' ')}
    </Banner>
  )
}
