import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

const certificate = readFileSync(new URL('stand-in-cloudflared/certificate.pem', import.meta.url), 'utf8')
const trusted = createHash('sha256')
  .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
  .digest('base64')

/** Switches for an app in whose world all public hosts of tunnels lead to this port of the stand-in for cloudflared. */
export function worldOf(publicPort: number): string[] {
  const hosts = ['*.trycloudflare.com', '*.example.com'].map((host) => `MAP ${host} 127.0.0.1:${publicPort}`)
  return [`--host-resolver-rules=${hosts.join(',')}`, `--ignore-certificate-errors-spki-list=${trusted}`]
}

/** The same for what the simulator sends. */
export function throughStandIn(publicPort: number) {
  return () => ({ port: publicPort, ca: certificate })
}
