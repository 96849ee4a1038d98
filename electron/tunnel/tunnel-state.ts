import type { AppError } from '../../shared/errors'
import type { Secret } from '../lib/secret'

export type TunnelProtocol = 'quic' | 'http2'

/** The tunnel that is to be open. */
export interface TunnelWish {
  mode: 'quick' | 'named'
  /** Absolute path of the tunnel program. */
  program: string
  /** SHA-256 of the program, hexadecimal, checked before each start; null: not known, it is the user's own. */
  digest: string | null
  /** On this computer, where deliveries are to come. */
  port: number
  /** Of a named tunnel; null for a quick one. */
  token: Secret<string> | null
  /** Of a named tunnel, fixed; null for a quick one. */
  hostName: string | null
}

/**
 * How far the tunnel is. `connected`: its program says that it is ready; whether deliveries get through is not known yet.
 * `down`: it ended, or was ended; `retryAt` is epoch ms, null: only another wish helps.
 */
export type TunnelState =
  | { stage: 'closed' }
  | { stage: 'starting' }
  | { stage: 'addressKnown'; host: string }
  | { stage: 'connected'; host: string; protocol: TunnelProtocol | null }
  | { stage: 'down'; problem: AppError; retryAt: number | null }

/** Keeps one tunnel open, whatever happens to its program. Never two programs at once. */
export interface Tunnel {
  readonly state: TunnelState
  /** Opens it, or another one in its place; the same wish again changes nothing. */
  open(wish: TunnelWish): void
  /** Starts the program again: nothing gets through although it says that it is ready. Within the limits of starts. */
  restart(why: string): void
  /** Asks its health now: the computer woke up, or its network changed. A wait for the next try ends. */
  check(): void
  /** Ends it. Resolves when no program of it is left, within 4 s. */
  close(): Promise<void>
}
