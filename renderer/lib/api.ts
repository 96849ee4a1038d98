import { createContext, useContext } from 'react'
import { AppError } from '../../shared/errors'
import type { Bridge, CallInput, CallName, CallOutput, Reply } from '../../shared/ipc/contract'
import type { AppEvent, EventName, EventPayloads } from '../../shared/ipc/events'

/** Typed client over the bridge. A failed reply becomes an `AppError` with its code and message. */
export interface Api {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** Returns the function that ends the subscription. */
  on<N extends EventName>(name: N, listener: (payload: EventPayloads[N]) => void): () => void
}

export function createApi(bridge: Bridge): Api {
  return {
    async call(name, input) {
      // The main process answers by the contract; its own tests hold it to that.
      const reply = (await bridge.call(name, input)) as Reply<typeof name>
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message)
      return reply.value
    },
    on(name, listener) {
      return bridge.subscribe((event) => {
        const { name: eventName, payload } = event as AppEvent
        if (eventName === name) listener(payload as EventPayloads[typeof name])
      })
    },
  }
}

export const ApiContext = createContext<Api | null>(null)

export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('No api was provided')
  return api
}
