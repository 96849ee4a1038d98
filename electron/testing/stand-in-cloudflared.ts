import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Fetch } from '../ports'

const program = new URL('../../e2e/stand-in-cloudflared/program.mjs', import.meta.url).href

/** What it is told; see `e2e/stand-in-cloudflared/README.md`. */
export interface StandInControl {
  refuses?: boolean
  isOffline?: boolean
  refusesToken?: boolean
  unreachable?: ('quic' | 'http2')[]
  isReady?: boolean
  readyAfterMs?: number
  ignoresTerm?: boolean
  exitAfterMs?: number
  exitCode?: number
  floodLines?: number
  host?: string
  httpsPort?: number
  service?: string
}

const StandInState = z.object({
  pid: z.number(),
  starts: z.number(),
  overlapped: z.boolean(),
  mode: z.enum(['quick', 'named']),
  protocolOption: z.string().nullable(),
  arguments: z.array(z.string()),
  environmentNames: z.array(z.string()),
  hasToken: z.boolean(),
  host: z.string().nullable(),
  httpsPort: z.number().nullable(),
  metricsPort: z.number().nullable(),
  certificatePath: z.string(),
})
type StandInState = z.infer<typeof StandInState>

export interface StandInCloudflared {
  /** Of the executable file. */
  path: string
  /** Changes what it is told from now on; the rest stays. */
  control(change: StandInControl): void
  /** Of the last start; null: it has not been started. */
  state(): StandInState | null
  /** Takes its folder away. Does not end it. */
  remove(): void
}

/** A program in place of cloudflared, in a folder of its own. */
export function standInCloudflared(control: StandInControl = {}): StandInCloudflared {
  const folder = mkdtempSync(join(tmpdir(), 'shelfwatch-cloudflared-'))
  const facts = join(folder, 'facts')
  mkdirSync(facts)
  const path = join(folder, 'cloudflared')
  const lines = [
    `#!${process.execPath}`,
    `process.env.STAND_IN_CLOUDFLARED_DIR = ${JSON.stringify(facts)}`,
    `import(${JSON.stringify(program)})`,
  ]
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o755 })
  const all = { ...control }
  const write = () => {
    writeFileSync(join(facts, 'control.part'), JSON.stringify(all))
    renameSync(join(facts, 'control.part'), join(facts, 'control.json'))
  }
  write()
  return {
    path,
    control(change) {
      Object.assign(all, change)
      write()
    },
    state() {
      try {
        return StandInState.parse(JSON.parse(readFileSync(join(facts, 'state.json'), 'utf8')))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Reaches the public side of the stand-in as if its host were in the world's directory of names. Redirects are not followed. */
export function publicFetch(program: StandInCloudflared): Fetch {
  return async (url, { method = 'GET', headers, body, signal }) => {
    const { hostname, pathname, search } = new URL(url)
    const { host, httpsPort, certificatePath } = program.state() ?? {}
    if (hostname !== host || !httpsPort || !certificatePath) throw new TypeError('fetch failed')
    const asked = request({
      ...{ method, path: pathname + search, headers: { ...Object.fromEntries(new Headers(headers)), host } },
      ...{ host: '127.0.0.1', port: httpsPort, servername: host, agent: false },
      ...{ ca: readFileSync(certificatePath), ...(signal && { signal }) },
    }).end(typeof body === 'string' ? body : undefined)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const fields = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    return new Response((await text(answer)) || null, { status: answer.statusCode ?? 0, headers: fields })
  }
}

/** A token of the form that Cloudflare gives out, for a tunnel that nobody has. */
export function madeUpToken(secret: string): string {
  const parts = { a: 'f'.repeat(32), t: '7c2f6f2e-3f0a-4b53-9b0a-2d2f6a1c9e11', s: secret }
  return Buffer.from(JSON.stringify(parts)).toString('base64')
}
