import { AppError } from '../../shared/errors'
import type { TunnelWish } from './tunnel-state'

export type ProblemKind =
  | 'missing'
  | 'notExecutable'
  | 'wrongDigest'
  | 'notStarted'
  | 'otherVersion'
  | 'refused'
  | 'tokenMalformed'
  | 'tokenRefused'
  | 'neverConnected'
  | 'nobodyListens'
  | 'exited'
  | 'lost'
  | 'restart'
  | 'tooManyStarts'

/** What is wrong with the tunnel, in words for the user. */
export function tunnelProblem(kind: ProblemKind, wish: TunnelWish): AppError {
  return new AppError('tunnel_unavailable', sentences[kind](wish))
}

const sentences: Record<ProblemKind, (wish: TunnelWish) => string> = {
  missing: ({ program }) =>
    `The tunnel program is not at “${program}”. Fetch it, or choose where it is, in Settings.`,
  notExecutable: ({ program }) =>
    `“${program}” cannot be run on this computer. Allow it to be run, or choose another tunnel program in Settings.`,
  wrongDigest: () =>
    'The tunnel program is not the one that was fetched, so it was not started. Fetch it again in Settings.',
  notStarted: () => 'The tunnel program could not be started. It is tried again.',
  otherVersion: () =>
    'The tunnel program is of a version that Shelfwatch cannot work with. Fetch a current one in Settings, or update it.',
  refused: () =>
    'Cloudflare gave no address for a quick tunnel, as too many were asked for. It is asked again later; a named tunnel does not have this limit.',
  tokenMalformed: () =>
    'The tunnel token is not a whole one. Copy it once more from Cloudflare and enter it in Settings.',
  tokenRefused: () =>
    'Cloudflare does not accept the tunnel token. Check in Cloudflare that the tunnel is still there, and enter its token in Settings.',
  neverConnected: () =>
    'The tunnel program does not reach Cloudflare. Check the network, and whether a firewall blocks port 7844.',
  nobodyListens: ({ port }) =>
    `The tunnel leads to a place on this computer where nothing answers. In Cloudflare, lead it to http://127.0.0.1:${port}.`,
  exited: () => 'The tunnel program ended by itself. It is started again.',
  lost: () => 'The tunnel lost its connection to Cloudflare. It is started again.',
  restart: () => 'Nothing came through the tunnel, so it is started again.',
  tooManyStarts: () =>
    'The tunnel program was started many times within an hour, so it rests until one of these is an hour ago.',
}
