import { session } from 'electron/main'
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
  return async (url, init) => {
    try {
      return await network.fetch(url, init)
    } catch (error) {
      const issuer = issuers.get(new URL(url).hostname)
      const isAboutCertificate = error instanceof Error && error.message.includes('ERR_CERT')
      throw isAboutCertificate && issuer ? new UntrustedCertificate(issuer, error) : error
    }
  }
}
