import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeError } from '../../components/list-states'
import { useApi } from '../../lib/api'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { invalidate } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'

/** The most that one call takes. */
const ALERTS_PER_CALL = 5000

const words = text.alerts

export interface Outcome {
  hasFailed: boolean
  words: string
}

/** What can be done with alerts. Each resolves to whether it worked; `outcome` says it in words. */
export function useAlertActions() {
  const api = useApi()
  const client = useQueryClient()
  const { id: connectionId } = useConnection()
  const [isBusy, setIsBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  const act = async (
    kind: keyof typeof words.done,
    alertIds: readonly number[],
    call: (alertIds: number[]) => Promise<{ changed: number }>,
  ): Promise<boolean> => {
    setIsBusy(true)
    try {
      let changed = 0
      for (let first = 0; first < alertIds.length; first += ALERTS_PER_CALL) {
        changed += (await call(alertIds.slice(first, first + ALERTS_PER_CALL))).changed
      }
      setOutcome({ hasFailed: false, words: describeDone(kind, changed, alertIds.length) })
      return true
    } catch (error) {
      const cause = describeError(error instanceof Error ? error : new Error(String(error)))
      setOutcome({ hasFailed: true, words: `${words.failed} ${cause}` })
      return false
    } finally {
      setIsBusy(false)
      void invalidate(client, 'alerts.list', 'alerts.counts', 'alerts.ofProduct')
    }
  }
  return {
    isBusy,
    outcome,
    forgetOutcome: () => setOutcome(null),
    acknowledge: (ids: readonly number[], note: string) =>
      act('acknowledge', ids, (alertIds) => api.call('alerts.acknowledge', { connectionId, alertIds, note })),
    snooze: (ids: readonly number[], until: number) =>
      act('snooze', ids, (alertIds) => api.call('alerts.snooze', { connectionId, alertIds, until })),
    reopen: (ids: readonly number[]) =>
      act('reopen', ids, (alertIds) => api.call('alerts.reopen', { connectionId, alertIds })),
  }
}

/** "3 alerts acknowledged. 2 had changed meanwhile and stay as they are." */
export function describeDone(kind: keyof typeof words.done, changed: number, asked: number): string {
  const done = words.done[kind](formatNumber(changed))
  return changed < asked ? `${done}. ${words.others(formatNumber(asked - changed))}` : done
}
