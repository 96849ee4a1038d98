/**
 * Lets waiting work in between two steps of a long one, so that no step holds up the main loop.
 * Rejects with the signal's reason when it is aborted.
 */
export async function yieldToLoop(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal?.throwIfAborted()
}
