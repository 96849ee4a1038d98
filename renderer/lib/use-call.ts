import {
  keepPreviousData,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract'
import { type Api, useApi } from './api'

interface CallOptions {
  enabled?: boolean
  /** Shows the answer to the previous input until the new one is there. */
  keepPrevious?: boolean
  /** Asks again after so many ms; false: only when an event says so. */
  refetchMs?: number | false
}

export function queryOf<N extends CallName>(api: Api, name: N, input: CallInput<N>) {
  return { queryKey: [name, input], queryFn: () => api.call(name, input) }
}

/** The answer to a call, asked again whenever an event says it may have changed. */
export function useCall<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: CallOptions = {},
): UseQueryResult<CallOutput<N>> {
  const api = useApi()
  const query = useQuery<CallOutput<N>>({
    ...queryOf(api, name, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchMs ?? false,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  })
  return query
}

/** A call that does something: `run.mutate(input)`, `run.isPending`, `run.error`. */
export function useAction<N extends CallName>(
  name: N,
): UseMutationResult<CallOutput<N>, Error, CallInput<N>> {
  const api = useApi()
  return useMutation<CallOutput<N>, Error, CallInput<N>>({ mutationFn: (input) => api.call(name, input) })
}

/** Marks every answer to these calls as outdated; those on screen are asked for again. */
export async function invalidate(client: QueryClient, ...names: CallName[]): Promise<void> {
  await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name] })))
}
