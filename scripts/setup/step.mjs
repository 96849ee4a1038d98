/** A step that cannot be done: what failed, why, and what the user can do about it. */
export class SetupError extends Error {
  constructor(message, { cause, next }) {
    super(message)
    this.causeText = cause
    this.next = next
  }
}

const seconds = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`

/**
 * Runs one step and prints its result and how long it took. `work` gets `say`, for a line before something slow,
 * and answers with the result in words.
 */
export async function step(name, work) {
  const startedAt = performance.now()
  try {
    const result = await work((text) => console.log(`  ${name}: ${text}`))
    console.log(`  ${name}: ${result} (${seconds(startedAt)})`)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(`  ${name}: FAILED after ${seconds(startedAt)}: ${error.message}`)
    console.error(`    Cause: ${error.causeText.replaceAll('\n', '\n    ')}`)
    console.error(`    Next step: ${error.next}`)
    throw error
  }
}
