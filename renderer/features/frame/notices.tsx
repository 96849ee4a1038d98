import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { text } from '../../lib/text'
import { invalidate, useAction, useCall } from '../../lib/use-call'
import { Banner } from './banner'

/** What the app has to tell once, each until it is dismissed. */
export function Notices() {
  const { data: status } = useCall('app.status', {})
  return (status?.notices ?? []).map((notice) => <Notice key={notice.id} {...notice} />)
}

function Notice({ id, message }: { id: string; message: string }) {
  const client = useQueryClient()
  const dismiss = useAction('app.dismissNotice')
  return (
    <Banner
      tone="info"
      action={
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => dismiss.mutate({ id }, { onSettled: () => void invalidate(client, 'app.status') })}
        >
          {text.actions.dismiss}
        </Button>
      }
    >
      {message}
    </Banner>
  )
}
