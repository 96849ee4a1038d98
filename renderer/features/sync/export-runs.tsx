import { IconDownload } from '@tabler/icons-react'
import { BusyButton } from '../../components/busy-button'
import { text } from '../../lib/text'
import { OutcomeBanner } from '../frame/outcome-banner'
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
  return <OutcomeBanner error={error} words={describeSaved(saved)} onDismiss={forget} />
}

function describeSaved(saved: RunExport['saved']): string | null {
  if (saved === undefined) return null
  return saved ? words.saved(saved.runs, saved.file) : words.cancelled
}
