/**
 * Runs `work` without the rights of the superuser, who may write to read-only files. Tests that take
 * rights away from files then mean the same to everyone.
 */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(NOBODY)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

/** The user that owns nothing, on Linux. */
const NOBODY = 65_534
