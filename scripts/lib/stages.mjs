export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

/**
 * Runs every stage, also after a failed one, and answers with the results. A stage's `run` answers with an exit
 * code or with counts `{ passed, failed, skipped }` and the names of its `failures`. One that names a failed stage
 * in `needs` counts as failed unrun.
 */
export async function runStages(stages) {
  const results = []
  for (const { name, needs = [], run } of stages) {
    const missing = needs.find((need) => results.some((result) => result.name === need && result.failed > 0))
    console.log(`\n── ${name}${missing ? `: not run, because "${missing}" failed` : ''}`)
    const startedAt = performance.now()
    const counts = missing ? oneCheck(1) : await countsOf(run)
    results.push({ name, skipped: 0, ...counts, took: seconds(performance.now() - startedAt) })
  }
  return results
}

async function countsOf(run) {
  try {
    const outcome = await run()
    return typeof outcome === 'number' ? oneCheck(outcome) : outcome
  } catch (error) {
    console.error(error)
    return oneCheck(1)
  }
}

const oneCheck = (exitCode) => ({ passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1 })

/** Prints one table and the closing line, and sets the exit code. */
export function report(results) {
  console.log('\nSummary')
  for (const { name, passed, failed, skipped, took } of results) {
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(skipped).padStart(4)} skipped`
    console.log(`  ${failed > 0 ? '✗' : '✓'} ${name.padEnd(18)}${counts} ${took.padStart(9)}`)
  }
  const failures = results.flatMap((result) => result.failures ?? [])
  if (failures.length > 0) console.log(`\nFailed\n${failures.map((name) => `  ✗ ${name}`).join('\n')}`)
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const skipped = sum('skipped')
  console.log(
    `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  )
  if (sum('failed') > 0) process.exitCode = 1
}
