const FIRST_MS = 30_000
const LONGEST_MS = 15 * 60_000

/** How long to wait after something failed so often in a row, from 1. */
export function patienceMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
}
