import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/mantine.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Bridge } from '../shared/ipc/contract'
import { App } from './app'
import { askAhead } from './ask-ahead'
import { createApi } from './lib/api'
import { followEvents } from './lib/follow-events'
import { createQueryClient } from './lib/query-client'

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly shelfwatch: Bridge
  }
}

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element')

// Leads to the first view without a redirect, which would draw everything twice.
if (!window.location.hash) window.history.replaceState(null, '', '#/today')

// Read while the figures are, or the first picture is drawn in another font and then again.
void document.fonts.load('1em "Inter Variable"')

const api = createApi(window.shelfwatch)
const queryClient = createQueryClient()
followEvents(api, queryClient)
void askAhead(api, queryClient).then(() =>
  createRoot(root).render(
    <StrictMode>
      <App api={api} queryClient={queryClient} />
    </StrictMode>,
  ),
)
