import { useQueryClient } from '@tanstack/react-query'
import type { LiveStatus } from '../../../shared/domain/live'
import type { CallInput } from '../../../shared/ipc/contract'
import { useAction } from '../../lib/use-call'

type LiveActionName = 'live.setToken' | 'live.register' | 'live.fetchProgram' | 'live.cancelFetch'

/** A call that changes live updates. The state that it answers is on screen at once. */
export function useLiveAction<N extends LiveActionName>(name: N) {
  const client = useQueryClient()
  const { mutate, reset, isPending, error } = useAction(name)
  const run = (input: CallInput<N>, onDone?: (status: LiveStatus) => void) =>
    mutate(input, {
      onSuccess: (status) => {
        client.setQueryData(['live.status', { connectionId: input.connectionId }], status)
        onDone?.(status)
      },
    })
  return { run, reset, isPending, error }
}
