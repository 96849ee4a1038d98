import { useEffect, useSyncExternalStore } from 'react'
import { useCall } from './use-call'

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)')

/** Light or dark as the system has it or as the user forced it. Sets the density of tables as well. */
export function useAppearance(): { scheme: 'light' | 'dark' } {
  const { data: settings } = useCall('settings.get', {})
  const followsDark = useSyncExternalStore(subscribeToSystem, () => systemIsDark.matches)
  const theme = settings?.theme ?? 'system'
  const density = settings?.density ?? 'comfortable'

  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])

  return { scheme: theme === 'system' ? (followsDark ? 'dark' : 'light') : theme }
}

function subscribeToSystem(onChange: () => void): () => void {
  systemIsDark.addEventListener('change', onChange)
  return () => systemIsDark.removeEventListener('change', onChange)
}
