import { describe, expect, it } from 'vitest'
import type { ConnectionHealth, Reachability } from '../../../shared/domain/health'
import { firstPicture } from '../../testing/render'
import { ConnectionState } from './connection-state'

const at = Date.now()
const reachable: Reachability = {
  isReachable: true,
  since: at,
  at,
  lastSuccessAt: at,
  responseMs: 240,
  problem: null,
}

function shown(latest: Reachability | null, source: 'account' | 'sample' = 'account'): string {
  const answers = { 'connections.health': { latest } as ConnectionHealth }
  return firstPicture(<ConnectionState />, { connection: { source }, answers })
}

describe('the health of the connection in the status bar', () => {
  it('is a live region with a name', () => {
    expect(shown(reachable)).toMatch(/^<span role="status" aria-label="Connection health"/)
  })

  it('says in words whether Cin7 can be reached', () => {
    expect(shown(reachable)).toContain('>Cin7 reachable<')
    const problem = { code: 'offline' as const, message: 'Check the network.' }
    const gone = shown({ ...reachable, isReachable: false, problem })
    expect(gone).toMatch(/title="Check the network\.">Cin7 not reachable since \d/)
    expect(gone).toContain('aria-hidden="true"')
  })

  it('does not pretend before the first call, and names the sample shop for what it is', () => {
    expect(shown(null)).toContain('Cin7 not called yet')
    expect(shown(reachable, 'sample')).toContain('Sample shop reachable')
  })
})
