import { randomUUID } from 'node:crypto'
import { type Answer, type ErrorWriter, jsonAnswer } from './answer'
import type { Behaviour } from './behaviour'
import type { Query } from './query'
import { webhookTypes } from './webhook-types'
import type { WireWebhook } from './wire'

const MOST_PER_TYPE = 5

/** The account's webhooks. */
export class WebhookRegistry {
  /** With their true bearer tokens. */
  hooks: WireWebhook[] = []

  constructor(
    private readonly errors: ErrorWriter,
    private readonly behaviour: Pick<Behaviour, 'maskedTokens'>,
  ) {}

  /** @param body the parsed JSON of a POST or PUT. */
  answer(method: string, query: Query, body: unknown): Answer {
    switch (method) {
      case 'GET':
        return jsonAnswer({ Webhooks: this.hooks.map((hook) => this.#shown(hook)) })
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
    return jsonAnswer({ Webhooks: [this.#shown(hook)] })
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
    return jsonAnswer({ Webhooks: [this.#shown(hook)] })
  }

  #remove(id: string): Answer {
    const left = this.hooks.filter((hook) => hook.ID !== id.toLowerCase())
    if (left.length === this.hooks.length) return this.errors.answer(404, 'Webhook not found.')
    this.hooks = left
    return jsonAnswer({ Webhooks: [] })
  }

  /** Changes a hook as a user of the web app would. @throws when there is none with this id. */
  change(id: string, change: Partial<Omit<WireWebhook, 'ID'>>): void {
    const hook = this.hooks.find(({ ID }) => ID === id)
    if (!hook) throw new Error(`The simulated account has no webhook ${id}`)
    Object.assign(hook, change)
  }

  remove(id: string): void {
    this.hooks = this.hooks.filter(({ ID }) => ID !== id)
  }

  #shown(hook: WireWebhook): WireWebhook {
    return this.behaviour.maskedTokens ? { ...hook, ExternalBearerToken: '' } : hook
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
