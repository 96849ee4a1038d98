// A program of its own, so that its work is not the app's: reads a `Load` from its input, sends it, and prints a `LoadResult`.
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import type { DeliveryTarget } from './delivery-target'

export interface Load {
  target: DeliveryTarget
  bodies: string[]
  connections: number
  /** So many are sent at once, and the next so many that much later. */
  together: number
  everyMs: number
}

export interface LoadResult {
  /** Of each delivery, ms from when it was due until its answer was read; -1: it got none. */
  times: number[]
  statuses: Record<string, number>
}

async function send({ target, bodies, connections, together, everyMs }: Load): Promise<LoadResult> {
  const agents = Array.from({ length: connections }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  const statuses: Record<string, number> = {}
  const startedAt = performance.now()
  const times = await Promise.all(
    bodies.map(async (body, at) => {
      await setTimeout(Math.floor(at / together) * everyMs - (performance.now() - startedAt))
      const dueAt = performance.now()
      const status = await post(target, body, agents[at % connections]).catch(() => 'none')
      statuses[status] = (statuses[status] ?? 0) + 1
      return status === 'none' ? -1 : performance.now() - dueAt
    }),
  )
  for (const agent of agents) agent.destroy()
  return { times, statuses }
}

async function post({ port, path, headers }: DeliveryTarget, body: string, agent?: Agent): Promise<string> {
  const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent }).end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  return String(answer.statusCode)
}

process.stdout.write(JSON.stringify(await send((await json(process.stdin)) as Load)))
