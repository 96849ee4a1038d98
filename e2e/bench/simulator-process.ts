import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { simulatorCredentials } from '../../electron/integrations/cin7/simulator'
import { projectFolder } from '../launch'

export interface SimulatorProcess {
  url: string
  credentials: typeof simulatorCredentials
  stop(): Promise<void>
}

/** The simulator in a process of its own, so that its work does not count as the app's. */
export async function startSimulatorProcess(...options: string[]): Promise<SimulatorProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'electron/integrations/cin7/simulator/cli.ts', ...options],
    { cwd: projectFolder, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface(child.stdout)) {
    const url = /^\s*Address\s+(\S+)/.exec(line)?.[1]
    if (!url) continue
    child.stdout.resume()
    return {
      url,
      credentials: simulatorCredentials,
      async stop() {
        child.kill('SIGTERM')
        await once(child, 'exit')
      },
    }
  }
  throw new Error('the simulator did not start')
}
