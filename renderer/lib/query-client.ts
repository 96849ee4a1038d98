import { QueryClient } from '@tanstack/react-query'

/**
 * Answers come from the main process on the same computer, so they need no network and do not age:
 * events say when to ask again (see `follow-events.ts`).
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
