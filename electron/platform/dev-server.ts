import { session } from 'electron/main'

/** As strict as hot reload allows: it starts from an inline script and talks over a web socket. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self' ws:",
  "object-src 'none'",
].join('; ')

/** `npm run dev` only: adds a policy to what the development server sends. */
export function guardDevServer(origin: string): void {
  session.defaultSession.webRequest.onHeadersReceived({ urls: [`${origin}/*`] }, (details, respond) => {
    respond({ responseHeaders: { ...details.responseHeaders, 'content-security-policy': [policy] } })
  })
}
