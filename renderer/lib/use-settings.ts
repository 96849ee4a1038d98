import { useQueryClient } from '@tanstack/react-query'
import type { Settings } from '../../shared/domain/settings'
import type { CallOutput } from '../../shared/ipc/contract'
import { useAction, useCall } from './use-call'

const KEY = ['settings.get', {}]

/** The settings and how to change some of them. The change is shown at once and taken back if it cannot be kept. */
export function useSettings(): {
  settings: Settings | undefined
  /** `onSaved`: it is kept. */
  change: (changes: Partial<Settings>, onSaved?: () => void) => void
  error: Error | null
} {
  const client = useQueryClient()
  const { data: settings } = useCall('settings.get', {})
  const saving = useAction('settings.set')
  const put = (next: CallOutput<'settings.get'> | undefined) => client.setQueryData(KEY, next)

  const change = (changes: Partial<Settings>, onSaved?: () => void) => {
    if (settings) put({ ...settings, ...changes })
    saving.mutate(changes, {
      onSuccess(saved) {
        put(saved)
        onSaved?.()
      },
      onError: () => put(settings),
    })
  }
  return { settings, change, error: saving.error }
}
