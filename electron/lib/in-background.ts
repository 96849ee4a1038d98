import { isAppError } from '../../shared/errors'
import type { Log } from '../ports'

/** Lets a promise go on without being awaited. Its failure is logged, never lost; being cancelled is none. */
export function inBackground(log: Log, name: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!isAppError(error, 'cancelled')) log.error(`${name} failed`, { error })
  })
}
