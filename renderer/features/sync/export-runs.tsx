import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { BusyButton } from '../../components/busy-button'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { Banner } from '../frame/banner'
import type { RunExport } from './use-run-export'

const words = text.sync.export

export function ExportButton({ exporting, isBlocked }: { exporting: RunExport; isBlocked: boolean }) {
  return (
    <BusyButton
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
      isBusy={exporting.isPending}
      isBlocked={isBlocked}
      busyLabel={words.busy}
      onClick={exporting.start}
    >
      {words.button}
    </BusyButton>
  )
}

/** How the last export ended, until it is dismissed. */
export function ExportOutcome({ exporting: { error, saved, forget } }: { exporting: RunExport }) {
  if (!error && saved === undefined) return null
  return (
    <Banner
      tone={error ? 'bad' : 'info'}
      action={
        <Button variant="default" size="compact-sm" onClick={forget}>
          {text.actions.dismiss}
        </Button>
      }
    >
      {error ? describeError(error) : saved ? words.saved(saved.runs, saved.file) : words.cancelled}
    </Banner>
  )
}
