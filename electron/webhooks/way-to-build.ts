import { createHash } from 'node:crypto'
import type { TunnelWish } from '../tunnel/tunnel-state'
import type { FeedOwner } from './registrar'

type Way = Omit<TunnelWish, 'port'>

/** What there is to build the way with; `missing` tells what is not there. */
export type WayToBuild = { missing: 'needsProgram' | 'needsToken' } | Way

/** The same for the same way, without its token in clear. */
export function keyOf(owner: FeedOwner, { token, ...shown }: Way): string {
  const hash = token && createHash('sha256').update(token.reveal()).digest('hex')
  return JSON.stringify([owner.id, shown, hash])
}
