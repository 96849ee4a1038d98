import type { SampleService } from '../../../ports'
import { type Simulator, startSimulator } from './simulator'

/** Serves the sample shop on this machine for "Try with sample data". Every start serves the very same shop. */
export function createSampleService(): SampleService {
  let starting: Promise<Simulator> | null = null
  return {
    async start() {
      starting ??= startSimulator()
      try {
        const { url, credentials } = await starting
        return { apiUrl: url, ...credentials }
      } catch (error) {
        starting = null
        throw error
      }
    },
    async stop() {
      const running = starting
      starting = null
      const simulator = await running
      await simulator?.close()
    },
  }
}
