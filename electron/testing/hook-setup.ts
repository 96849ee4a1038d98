import type { SimulatorOptions, WireWebhook } from '../integrations/cin7/simulator'
import { TestClient } from '../integrations/cin7/simulator/test-client'
import { Secret } from '../lib/secret'
import type { HookOutcome, HookWish } from '../webhooks/provider-hooks'
import { setUpCin7 } from './cin7-setup'

export const STOCK = 'Stock/AvailableStockLevelChanged'
export const origin = 'https://one-two.trycloudflare.com'
export const TOKEN = 'a-secret-of-our-own'

/** Of a hook of ours, whose id is not known. */
export function wish(type: string, changes: Partial<HookWish> = {}): HookWish {
  const url = `${origin}/hooks/0123456789abcdef${type.length}`
  return { type, url, bearer: new Secret(TOKEN), externalId: null, ...changes }
}

export const signal: AbortSignal = new AbortController().signal

/** The client with what a test of subscriptions needs. */
export async function setUpHooks(options: SimulatorOptions = {}) {
  const setup = await setUpCin7(options)
  const { simulator, cin7, access } = setup
  const types = cin7.hookTypes({ orders: true })
  const ensure = (wishes: HookWish[], given: AbortSignal = signal) =>
    cin7.ensureHooks({ ...access, signal: given }, wishes)
  const remove = (ids: string[]) => cin7.removeHooks({ ...access, signal }, ids)
  const create = async (hook: Partial<WireWebhook>) => {
    const { text } = await new TestClient(simulator).send('POST', 'webhooks', { IsActive: true, ...hook })
    simulator.clearCalls()
    return (JSON.parse(text) as { Webhooks: WireWebhook[] }).Webhooks[0]!
  }
  const methods = () => simulator.calls.map(({ method }) => method)
  /** Registered wishes, with the ids they got. */
  const registered = async (...kinds: string[]) => {
    const outcomes = await ensure(kinds.map((type) => wish(type)))
    simulator.clearCalls()
    return outcomes.map(({ type, externalId }) => wish(type, { externalId }))
  }
  return { ...setup, types, ensure, remove, create, methods, registered }
}

export const changes = (outcomes: HookOutcome[]) => outcomes.map(({ change }) => change)
