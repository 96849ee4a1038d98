/** Waits for something that happens by itself, turn by turn of the event loop. The test's time-out is the limit. */
export async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
}
