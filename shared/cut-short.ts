import type { SyncRun } from './domain/sync-run'

/** Whether a crash, a power cut or the end of the program stopped a run: nobody wanted it to stop. */
export function wasCutShort({ status, failures }: Pick<SyncRun, 'status' | 'failures'>): boolean {
  return (status === 'failed' || status === 'cancelled') && failures.at(-1)?.code === 'cancelled'
}
