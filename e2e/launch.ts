import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Bridge, CallInput, CallName, CallOutput, Reply } from '../shared/ipc/contract'

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..')

interface LaunchOptions {
  /** The app's data folder. */
  profile: string
  /** Address of the simulator that stands for Cin7; without one only sample data can be connected. */
  cin7Url?: string
  /** Whether the window is for a person to look at. */
  useGraphics?: boolean
  env?: Record<string, string>
  /** For the program itself, such as `--hidden`. */
  switches?: string[]
}

/** The real built app, running. */
export interface RunningApp {
  electron: ElectronApplication
  window: Page
  /** What main wrote to its standard output and error. */
  output: () => string
  /** Asks the main process the way the screen does, and fails as the screen would be told to. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  close(): Promise<void>
}

/** As root Chromium cannot use its sandbox, and without a graphics card looking for one costs seconds. */
export function chromiumFlags(useGraphics = false): string[] {
  if (process.platform !== 'linux') return []
  const asRoot = process.getuid?.() === 0
  return [...(asRoot ? ['--no-sandbox'] : []), ...(useGraphics ? [] : ['--disable-gpu'])]
}

/** Starts what `npm run build` built and waits for its window. */
export async function launchApp({
  profile,
  cin7Url,
  useGraphics,
  env = {},
  switches = [],
}: LaunchOptions): Promise<RunningApp> {
  const electron = await _electron.launch({
    args: [projectFolder, ...chromiumFlags(useGraphics), ...switches],
    cwd: projectFolder,
    env: {
      ...inheritedEnvironment(),
      SHELFWATCH_DATA_DIR: profile,
      ...(cin7Url ? { SHELFWATCH_CIN7_URL: cin7Url } : {}),
      ...env,
    },
  })
  const written: string[] = []
  for (const stream of [electron.process().stdout, electron.process().stderr]) {
    stream?.on('data', (part: Buffer) => written.push(part.toString('utf8')))
  }
  const output = () => written.join('')
  const window = await firstWindow(electron, output)
  return {
    electron,
    window,
    output,
    call: (name, input) => call(window, name, input),
    close: () => electron.close(),
  }
}

/** An app that fails before its window shows a dialog and would wait for ever: it is ended, and its words are kept. */
async function firstWindow(electron: ElectronApplication, output: () => string): Promise<Page> {
  try {
    return await electron.firstWindow()
  } catch (error) {
    electron.process().kill('SIGKILL')
    throw new Error(`The app opened no window. It wrote:\n${output()}`, { cause: error })
  }
}

async function call<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const bridge = await page.evaluateHandle(() => (window as unknown as { shelfwatch: Bridge }).shelfwatch)
  const reply = (await bridge.evaluate(({ call }, asked) => call(asked.name, asked.input), {
    name: name as string,
    input: input as unknown,
  })) as Reply<N>
  await bridge.dispose()
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`)
  return reply.value
}

/** What a test sets must win over what happens to be set where it runs. */
function inheritedEnvironment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('SHELFWATCH_'))
  return Object.fromEntries(inherited) as Record<string, string>
}

/** Runs `work` with an empty data folder that is gone afterwards. */
export async function withProfile<T>(work: (profile: string) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'shelfwatch-profile-'))
  try {
    return await work(profile)
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
