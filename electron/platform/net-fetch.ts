import { type Session, session } from 'electron/main'
import type { Fetch } from '../ports'

/** Tells Chromium to decide by its own verdict. */
const OWN_VERDICT = -3

/** A failed request to a host whose certificate is not trusted. */
export class UntrustedCertificate extends Error {
  override readonly name = 'UntrustedCertificate'
  /** Who issued the certificate, as it says itself: nobody has vouched for that. */
  readonly issuer: string

  constructor(issuer: string, cause: Error) {
    super(cause.message, { cause })
    this.issuer = issuer
  }
}

/**
 * Chromium's network stack, for the proxy and the certificates that the shop's computer is set up with. It runs
 * in a session of its own: no cookies, cache or sign-in shared with the page, nothing on disk. Only after ready.
 */
export function createNetFetch({ userAgent }: { userAgent: string }): Fetch {
  const network = session.fromPartition('provider', { cache: false })
  network.setUserAgent(userAgent)
  const issuers = new Map<string, string>()
  network.setCertificateVerifyProc(({ hostname, verificationResult, certificate }, decide) => {
    if (verificationResult === 'net::OK') issuers.delete(hostname)
    else issuers.set(hostname, certificate.issuerName)
    decide(OWN_VERDICT)
  })
  const redirects = noteRedirects(network)
  return async (url, init) => {
    const { href } = new URL(url)
    try {
      return await network.fetch(url, init)
    } catch (error) {
      const redirect = redirects.get(href)
      if (redirect && init.redirect === 'manual') return redirect
      const issuer = issuers.get(new URL(url).hostname)
      const isAboutCertificate = error instanceof Error && error.message.includes('ERR_CERT')
      throw isAboutCertificate && issuer ? new UntrustedCertificate(issuer, error) : error
    } finally {
      redirects.delete(href)
    }
  }
}

/** By address. Electron rejects where a redirect is not to be followed, without telling where it leads; Node's fetch answers. */
function noteRedirects(network: Session): Map<string, Response> {
  const redirects = new Map<string, Response>()
  network.webRequest.onBeforeRedirect(({ url, redirectURL, statusCode }) => {
    redirects.set(url, new Response(null, { status: statusCode, headers: { location: redirectURL } }))
  })
  return redirects
}
