import type { HandlersOf } from '../../shared/ipc/contract'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import type { ProgramConsent } from '../settings/program-consent'
import type { SettingsStore } from '../settings/settings-store'

export function settingsHandlers(deps: {
  settings: SettingsStore
  programConsent: ProgramConsent
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
}): HandlersOf<'settings'> {
  const { settings, programConsent, emit } = deps
  return {
    'settings.get': () => settings.read(),
    'settings.set': async (change) => {
      await programConsent.require(change.tunnelProgram ?? '')
      const changed = settings.change(change)
      emit('settings.changed', changed)
      return changed
    },
  }
}
