import { randomUUID } from 'node:crypto'
import { type Answer, type ErrorWriter, jsonAnswer } from './answer'
import type { Query } from './query'
import { webhookTypes } from './webhook-types'
import type { WireWebhook } from './wire'

const MOST_PER_TYPE = 5

/** The account's webhooks. Registers only; it sends nothing. */
export class WebhookRegistry {
  /** With their true bearer tokens, which no answer shows. */
  hooks: WireWebhook[] = []

  constructor(private readonly errors: ErrorWriter) {}

  /** @param body the parsed JSON of a POST or PUT. */
  answer(method: string, query: Query, body: unknown): Answer {
    switch (method) {
      case 'GET':
        return jsonAnswer({ Webhooks: this.hooks.map(masked) })
      case 'POST':
        return this.#create(body)
      case 'PUT':
        return this.#replace(body)
      case 'DELETE':
        return this.#remove(query.text('ID'))
      default:
        return this.errors.answer(405, 'Method is not allowed.')
    }
  }

  #create(body: unknown): Answer {
    const hook = readHook(body, randomUUID())
    const refusal = this.#refusal(hook)
    if (refusal !== null) return this.errors.answer(400, refusal)
    this.hooks.push(hook)
    return jsonAnswer({ Webhooks: [masked(hook)] })
  }

  /** What the body leaves out is lost, the secret included. */
  #replace(body: unknown): Answer {
    const id = idOf(body)
    const index = this.hooks.findIndex((hook) => hook.ID === id)
    if (index < 0) return this.errors.answer(404, 'Webhook not found.')
    const hook = readHook(body, id)
    const refusal = this.#refusal(hook)
    if (refusal !== null) return this.errors.answer(400, refusal)
    this.hooks[index] = hook
    return jsonAnswer({ Webhooks: [masked(hook)] })
  }

  #remove(id: string): Answer {
    const left = this.hooks.filter((hook) => hook.ID !== id.toLowerCase())
    if (left.length === this.hooks.length) return this.errors.answer(404, 'Webhook not found.')
    this.hooks = left
    return jsonAnswer({ Webhooks: [] })
  }

  #refusal(hook: WireWebhook): string | null {
    if (!webhookTypes.includes(hook.Type)) return `Webhook type '${hook.Type}' is not valid.`
    if (!URL.canParse(hook.ExternalURL)) return 'Required attribute ExternalURL is not valid.'
    const sameType = this.hooks.filter((other) => other.Type === hook.Type && other.ID !== hook.ID)
    return sameType.length >= MOST_PER_TYPE ? `Only ${MOST_PER_TYPE} webhooks of one type are allowed.` : null
  }
}

function idOf(body: unknown): string {
  const id = typeof body === 'object' && body !== null && 'ID' in body ? body.ID : null
  return typeof id === 'string' ? id.toLowerCase() : ''
}

function masked(hook: WireWebhook): WireWebhook {
  return { ...hook, ExternalBearerToken: '' }
}

function readHook(body: unknown, id: string): WireWebhook {
  const given = (typeof body === 'object' ? body : null) as Partial<WireWebhook> | null
  const type = String(given?.Type ?? '')
  return {
    ID: id,
    Type: type,
    Name: type.replace('/', ' '),
    IsActive: given?.IsActive === true,
    ExternalURL: String(given?.ExternalURL ?? ''),
    ExternalAuthorizationType: String(given?.ExternalAuthorizationType ?? 'noauth'),
    ExternalUserName: String(given?.ExternalUserName ?? ''),
    ExternalPassword: String(given?.ExternalPassword ?? ''),
    ExternalBearerToken: String(given?.ExternalBearerToken ?? ''),
    ExternalHeaders: Array.isArray(given?.ExternalHeaders) ? given.ExternalHeaders : [],
  }
}
