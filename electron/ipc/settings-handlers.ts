import type { HandlersOf } from '../../shared/ipc/contract'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import type { SettingsStore } from '../settings/settings-store'

export function settingsHandlers(deps: {
  settings: SettingsStore
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
}): HandlersOf<'settings'> {
  const { settings, emit } = deps
  return {
    'settings.get': () => settings.read(),
    'settings.set': (change) => {
      const changed = settings.change(change)
      emit('settings.changed', changed)
      return changed
    },
  }
}
