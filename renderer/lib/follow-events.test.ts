import { beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../shared/defaults'
import type { AppEvent } from '../../shared/ipc/events'
import { createApi } from './api'
import { followEvents } from './follow-events'
import { createQueryClient } from './query-client'
import { queryOf } from './use-call'

const connectionId = '0b7d3c1e-8f5a-4c3e-9b21-6d2f0a9e7c11'

let tell: (event: AppEvent) => void
const client = createQueryClient()
const api = createApi({
  call: async () => ({ ok: true, value: [] }),
  subscribe(listener) {
    const before = tell
    tell = (event) => {
      before(event)
      listener(event)
    }
    return () => {}
  },
})

beforeEach(() => {
  client.clear()
  tell = () => {}
  followEvents(api, client)
})

describe('followEvents', () => {
  it('outdates what was asked ahead when it changes before anything is drawn', async () => {
    const rows = queryOf(api, 'stock.list', { connectionId } as never)
    const connections = queryOf(api, 'connections.list', {})
    await client.prefetchQuery(rows)
    await client.prefetchQuery(connections)
    tell({ name: 'stock.changed', payload: { connectionId, productIds: [] } })
    expect(client.getQueryState(rows.queryKey)?.isInvalidated).toBe(true)
    expect(client.getQueryState(connections.queryKey)?.isInvalidated).toBe(false)
  })

  it('asks again for the health of the connection when there is news of it', async () => {
    const health = queryOf(api, 'connections.health', { connectionId })
    await client.prefetchQuery(health)
    tell({ name: 'health.changed', payload: { connectionId } })
    expect(client.getQueryState(health.queryKey)?.isInvalidated).toBe(true)
  })

  it('asks again for alerts and their counts when they changed, and for what happened while away', async () => {
    const counts = queryOf(api, 'alerts.counts', { connectionId })
    const away = queryOf(api, 'today.away', { connectionId })
    await client.prefetchQuery(counts)
    await client.prefetchQuery(away)
    tell({ name: 'alerts.changed', payload: { connectionId } })
    expect(client.getQueryState(counts.queryKey)?.isInvalidated).toBe(true)
    expect(client.getQueryState(away.queryKey)?.isInvalidated).toBe(true)
  })
  it('asks again for the state of live updates and for the list of syncs when there is news of them', async () => {
    const status = queryOf(api, 'live.status', { connectionId })
    const runs = queryOf(api, 'sync.runs', { connectionId } as never)
    await client.prefetchQuery(status)
    await client.prefetchQuery(runs)
    tell({ name: 'live.changed', payload: { connectionId } })
    expect(client.getQueryState(status.queryKey)?.isInvalidated).toBe(true)
    expect(client.getQueryState(runs.queryKey)?.isInvalidated).toBe(true)
  })

  it('asks again for the state of live updates when a setting changed', async () => {
    const status = queryOf(api, 'live.status', { connectionId })
    await client.prefetchQuery(status)
    tell({ name: 'settings.changed', payload: defaultSettings })
    expect(client.getQueryState(status.queryKey)?.isInvalidated).toBe(true)
  })
})
