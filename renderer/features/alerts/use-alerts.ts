import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Alert, AlertPage, AlertQuery } from '../../../shared/domain/alert'
import { useApi } from '../../lib/api'
import { queryOf } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'

export const BLOCK_ALERTS = 100

export type AlertChoice = Pick<AlertQuery, 'state' | 'locationId' | 'groupBy'>

export const openAlerts: AlertChoice = { state: 'open', locationId: null, groupBy: 'none' }

/** One consistent list, of which only the part around the screen was read. */
export interface AlertSnapshot {
  choice: AlertChoice
  total: number
  groups: AlertPage['groups']
  blocks: ReadonlyMap<number, readonly Alert[]>
}

/** What asks for the worst of the open alerts. */
export function worstAlertsOf(connectionId: string): AlertQuery {
  return blockOf(openAlerts, connectionId, 0)
}

/** The alert at a place in the whole list, or undefined while its block is not there yet. */
export function alertAt(snapshot: AlertSnapshot, index: number): Alert | undefined {
  return snapshot.blocks.get(Math.floor(index / BLOCK_ALERTS))?.[index % BLOCK_ALERTS]
}

/**
 * The alerts that answer the choice, read as they come on screen. Those of the choice before stay until the first of the new
 * one are there.
 */
export function useAlerts(choice: AlertChoice, range: { first: number; last: number }) {
  const api = useApi()
  const { id: connectionId } = useConnection()
  const found = useQueries({
    queries: blocksBetween(range).map((block) =>
      queryOf(api, 'alerts.list', blockOf(choice, connectionId, block)),
    ),
    combine,
  })
  const [kept, setKept] = useState<AlertSnapshot | null>(null)
  const fresh = useMemo(() => snapshotOf(choice, found.pages, found.newest), [choice, found])
  const isScrolling = !fresh && kept?.choice === choice
  const snapshot = useMemo(
    () => fresh ?? (isScrolling && kept ? { ...kept, blocks: new Map() } : kept),
    [fresh, isScrolling, kept],
  )
  if (fresh && fresh !== kept) setKept(fresh)
  return {
    snapshot: found.error && kept?.choice !== choice ? fresh : snapshot,
    error: found.error,
    refetch: found.refetch,
  }
}

function combine(results: UseQueryResult<AlertPage>[]) {
  const answered = results.flatMap(({ data, dataUpdatedAt }) => (data ? [{ data, dataUpdatedAt }] : []))
  const newest = answered.toSorted((left, right) => left.dataUpdatedAt - right.dataUpdatedAt).at(-1)
  return {
    pages: answered.map(({ data }) => data),
    newest: newest?.data,
    error: results.find(({ error }) => error)?.error ?? null,
    refetch: () => {
      for (const result of results) void result.refetch()
    },
  }
}

function snapshotOf(
  choice: AlertChoice,
  pages: readonly AlertPage[],
  newest: AlertPage | undefined,
): AlertSnapshot | null {
  if (!newest) return null
  const blocks = new Map(pages.map(({ offset, alerts }) => [offset / BLOCK_ALERTS, alerts]))
  return { choice, total: newest.total, groups: newest.groups, blocks }
}

function blocksBetween({ first, last }: { first: number; last: number }): number[] {
  const firstBlock = Math.floor(first / BLOCK_ALERTS)
  const lastBlock = Math.floor(Math.max(first, last) / BLOCK_ALERTS)
  return Array.from({ length: lastBlock - firstBlock + 1 }, (_, index) => firstBlock + index)
}

function blockOf(choice: AlertChoice, connectionId: string, block: number): AlertQuery {
  return { ...choice, connectionId, offset: block * BLOCK_ALERTS, limit: BLOCK_ALERTS }
}
