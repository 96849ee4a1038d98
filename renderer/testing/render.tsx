import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Connection } from '../../shared/domain/connection'
import type { CallName, CallOutput } from '../../shared/ipc/contract'
import { SyncProvider } from '../features/frame/use-sync'
import { ApiContext, createApi } from '../lib/api'
import { createQueryClient } from '../lib/query-client'
import { ConnectionContext } from '../lib/use-connection'

const connection: Connection = {
  id: '0b7d3c1e-8f5a-4c3e-9b21-6d2f0a9e7c11',
  provider: 'cin7',
  source: 'account',
  companyName: 'Harbour Goods',
  currency: 'NZD',
  timeZone: 'Pacific/Auckland',
  apiUrl: 'https://cin7.test/',
  keysHeldIn: 'keychain',
  accountIdMasked: '••••••••',
  applicationKeyMasked: '••••••••',
  problem: null,
  verifiedAt: null,
  createdAt: 0,
}

interface Scene {
  connection?: Partial<Connection>
  /** What main has answered about this connection, by call. */
  answers: { [N in CallName]?: CallOutput<N> }
}

/** The first picture of a part of the frame, as markup: what is on screen before anything is pressed. */
export function firstPicture(part: ReactNode, { connection: changes, answers }: Scene): string {
  const shown = { ...connection, ...changes }
  const client = createQueryClient()
  for (const [name, answer] of Object.entries(answers))
    client.setQueryData([name, { connectionId: shown.id }], answer)
  const api = createApi({ call: () => new Promise(() => {}), subscribe: () => () => {} })
  return renderToStaticMarkup(
    <ApiContext value={api}>
      <QueryClientProvider client={client}>
        <MantineProvider withCssVariables={false} withGlobalClasses={false}>
          <ConnectionContext value={shown}>
            <SyncProvider>{part}</SyncProvider>
          </ConnectionContext>
        </MantineProvider>
      </QueryClientProvider>
    </ApiContext>,
  )
}
