import type { TunnelState, TunnelWish } from './tunnel-state'

export function isSameWish(a: TunnelWish, b: TunnelWish): boolean {
  return (
    a.mode === b.mode &&
    a.program === b.program &&
    a.digest === b.digest &&
    a.port === b.port &&
    a.hostName === b.hostName &&
    a.token?.reveal() === b.token?.reveal()
  )
}

/** Two troubles are never the same: each has a time of its own. */
export function isSameState(a: TunnelState, b: TunnelState): boolean {
  if (a.stage === 'connected' && b.stage === 'connected')
    return a.host === b.host && a.protocol === b.protocol
  if (a.stage === 'addressKnown' && b.stage === 'addressKnown') return a.host === b.host
  return a.stage === b.stage && (a.stage === 'starting' || a.stage === 'closed')
}
