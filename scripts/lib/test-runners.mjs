import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root, withDesktop } from './paths.mjs'
import { stream } from './run.mjs'
import { tool, toolWords } from './tool.mjs'

const reportFile = (name) => join(root, 'out', 'test', `${name}.json`)

/** Unit, store, provider, screen and journey tests, in plain Node. */
export async function runVitest(config = 'vitest.config.ts') {
  const file = freshReport('vitest')
  const exitCode = await tool('vitest', 'vitest', [
    'run',
    `--config=${config}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  return counts(exitCode, file, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    cases: report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, duration, status }) => ({
        name: fullName,
        ms: duration ?? 0,
        status,
      })),
    ),
    failures: report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => `${relative(root, name)} › ${fullName}`),
    ),
  }))
}

/**
 * The built app in real Electron; on Linux in two halves at once, each in a desktop of its own with a real keyring and
 * notifications. Mostly the tests wait, so two cores are enough for both.
 */
export async function runPlaywright(options = {}) {
  const halves = process.platform === 'linux' ? ['1/2', '2/2'] : ['1/1']
  const results = await Promise.all(halves.map((half) => runShard(half, options)))
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    failures: results.flatMap(({ failures = [] }) => failures),
  }
}

async function runShard(shard, { isLong = false }) {
  const name = `playwright-${shard[0]}`
  const file = freshReport(name)
  const long = isLong ? { SHELFWATCH_LONG_TESTS: 'yes' } : {}
  const env = { ...process.env, ...long, SHELFWATCH_PLAYWRIGHT_REPORT: file }
  const output = `--output=${join('out', 'test', name)}`
  const words = [...toolWords('@playwright/test', 'playwright'), 'test', `--shard=${shard}`, output]
  const [command, ...args] = process.platform === 'linux' ? [withDesktop, ...words] : words
  const exitCode = await stream(command, args, { env })
  return counts(exitCode, file, ({ stats, suites }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites.flatMap(failedSpecs),
  }))
}

const failedSpecs = ({ specs = [], suites = [] }) => [
  ...specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} › ${title}`),
  ...suites.flatMap(failedSpecs),
]

function freshReport(name) {
  const file = reportFile(name)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  return file
}

/** A runner that failed without a failed test (no report, an error outside of tests) counts as one failure. */
function counts(exitCode, file, read) {
  let found
  try {
    found = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const ran = found.passed + found.failed > 0
  return exitCode === 0 && ran ? found : { ...found, failed: Math.max(found.failed, 1) }
}
