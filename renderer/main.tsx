import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/mantine.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Bridge } from '../shared/ipc/contract'
import { App } from './app'
import { createApi } from './lib/api'
import { createQueryClient } from './lib/query-client'

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly shelfwatch: Bridge
  }
}

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element')

createRoot(root).render(
  <StrictMode>
    <App api={createApi(window.shelfwatch)} queryClient={createQueryClient()} />
  </StrictMode>,
)
