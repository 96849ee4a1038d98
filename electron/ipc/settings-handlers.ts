import type { HandlersOf } from '../../shared/ipc/contract'
import type { SettingsStore } from '../settings/settings-store'

export function settingsHandlers(settings: SettingsStore): HandlersOf<'settings'> {
  return {
    'settings.get': () => settings.read(),
    'settings.set': (change) => settings.change(change),
  }
}
