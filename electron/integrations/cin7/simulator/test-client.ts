import type { Simulator } from './simulator'

export interface TestAnswer {
  status: number
  headers: Headers
  text: string
}

/** What the tests set of a request. */
interface TestInit {
  method?: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

type Query = Record<string, string | number | boolean>

/** Calls a simulator as plainly as can be, for the simulator's own tests. */
export class TestClient {
  constructor(private readonly simulator: Simulator) {}

  async call(path: string, query: Query = {}, init: TestInit = {}): Promise<TestAnswer> {
    const { accountId, applicationKey } = this.simulator.credentials
    const url = new URL(path, this.simulator.url)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        'api-auth-accountid': accountId,
        'api-auth-applicationkey': applicationKey,
        ...init.headers,
      },
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  /** The parsed body of an answer with status 200. */
  async json<T = Record<string, unknown>>(path: string, query: Query = {}): Promise<T> {
    const { status, text } = await this.call(path, query)
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
    return JSON.parse(text) as T
  }

  /** The rows of one page of a list, whatever its key. */
  async rows<Row>(path: string, query: Query = {}): Promise<Row[]> {
    const body = await this.json(path, query)
    return Object.values(body).find(Array.isArray) as Row[]
  }

  async send(method: string, path: string, body: unknown): Promise<TestAnswer> {
    return this.call(path, {}, { method, body: JSON.stringify(body) })
  }
}
