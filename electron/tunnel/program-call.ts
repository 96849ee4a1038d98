import type { TunnelWish } from './tunnel-state'

/** What the program is told with `--protocol`. */
export type ProtocolChoice = 'auto' | 'http2'

interface CallOptions {
  metricsPort: number
  protocol: ProtocolChoice
  /** An empty file of ours: a user's own keeps quick tunnels from opening and may lead deliveries elsewhere. */
  configPath: string
}

/** How the program is called. The token is not in it: every user of the computer may read that. */
export function programArguments(
  { mode, port }: TunnelWish,
  { metricsPort, protocol, configPath }: CallOptions,
): string[] {
  const all = [
    'tunnel',
    '--no-autoupdate',
    ...['--config', configPath],
    ...['--metrics', `127.0.0.1:${metricsPort}`],
    ...['--protocol', protocol],
    ...['--output', 'json'],
  ]
  return mode === 'quick' ? [...all, '--url', `http://127.0.0.1:${port}`] : [...all, 'run']
}

/** What a program needs to run at all. Everything else may carry secrets, or change what the program does. */
const passedOn: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'WINDIR',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
])

/** The program's whole environment. */
export function programEnvironment(own: NodeJS.ProcessEnv, { token }: TunnelWish): Record<string, string> {
  const kept = Object.entries(own).flatMap(([name, value]) =>
    value !== undefined && passedOn.has(name.toUpperCase()) ? [[name, value] as const] : [],
  )
  return { ...Object.fromEntries(kept), ...(token && { TUNNEL_TOKEN: token.reveal() }) }
}
