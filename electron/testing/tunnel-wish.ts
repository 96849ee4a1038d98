import type { TunnelWish } from '../tunnel/tunnel-state'

export const quickWish: TunnelWish = {
  mode: 'quick',
  program: '/opt/cloudflared',
  digest: null,
  port: 5_000,
  token: null,
  hostName: null,
}
