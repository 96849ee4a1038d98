import type { LiveStatus } from '../domain/live'

/** A complete state of live updates: registered, unless said otherwise. */
export function aLiveStatus(changes: Partial<LiveStatus> = {}): LiveStatus {
  return {
    stage: 'registered',
    since: 0,
    problem: null,
    retryAt: null,
    address: 'https://quiet-harbour-sample.trycloudflare.com',
    localAddress: 'http://127.0.0.1:41235',
    protocol: 'quic',
    hasToken: false,
    program: { path: '/usr/local/bin/cloudflared', source: 'path' },
    programProblem: null,
    fetch: null,
    canFetch: true,
    hooks: [],
    deliveries: {
      received: 0,
      processed: 0,
      pending: 0,
      quarantined: 0,
      successRate: null,
      delayP50: null,
      delayP95: null,
      last: null,
    },
    ...changes,
  }
}
