import type { Log } from '../ports'

/** Lets a promise go on without being awaited. Its failure is logged, never lost. */
export function inBackground(log: Log, name: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => log.error(`${name} failed`, { error }))
}
