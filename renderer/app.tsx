import { type MantineColorSchemeManager, MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { type Api, ApiContext } from './lib/api'
import { useAppearance } from './lib/use-appearance'
import { Routes } from './routes'
import { theme } from './styles/theme'

interface AppProps {
  api: Api
  queryClient: QueryClient
}

export function App({ api, queryClient }: AppProps) {
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queryClient}>
        <Router hook={useHashLocation}>
          <Themed />
        </Router>
      </QueryClientProvider>
    </ApiContext>
  )
}

/** Instead of Mantine's, which reads `localStorage` from the disk before anything is drawn. The theme is a setting. */
const nothingKept: MantineColorSchemeManager = {
  get: (defaultValue) => defaultValue,
  set() {},
  subscribe() {},
  unsubscribe() {},
  clear() {},
}

function Themed() {
  const { scheme } = useAppearance()
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      colorSchemeManager={nothingKept}
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateCssVariables={false}
    >
      <Routes />
    </MantineProvider>
  )
}
