import { useEffect, useEffectEvent } from 'react'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import { useApi } from './api'

/** Calls the listener for each event of that name while the component is on screen. */
export function useEvent<N extends EventName>(name: N, listener: (payload: EventPayloads[N]) => void): void {
  const api = useApi()
  const latest = useEffectEvent(listener)
  useEffect(() => api.on(name, (payload) => latest(payload)), [api, name])
}
