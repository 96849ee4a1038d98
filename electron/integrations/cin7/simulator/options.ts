import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../ports'
import type { Behaviour } from './behaviour'
import type { SimulatorCall } from './call-log'
import type { SimulatorCredentials } from './service'
import type { Shop } from './shop'
import type { ShopPlan } from './shop-generator'
import type { WebhookPlan } from './webhook-sender'

export type SimulatorClock = Pick<Clock, 'now' | 'monotonic'> & Partial<Pick<Clock, 'sleep'>>

export interface SimulatorOptions extends Partial<Behaviour> {
  /** A shop of your own, else one is made up from `plan`. It is changed in place. */
  shop?: Shop
  plan?: Partial<ShopPlan>
  credentials?: SimulatorCredentials
  /** Default 0: any free one. */
  port?: number
  /** For the limit's window, the log and change stamps; pass a test's own to let time stand still. */
  clock?: SimulatorClock
  /** Sends events to the webhooks that ask for them; what is left out is as documented. Left out: nothing is sent. */
  webhooks?: Partial<WebhookPlan>
  /** Told of each call when it is over. */
  onCall?: (call: SimulatorCall) => void
}

/** What the simulator accepts unless told otherwise. */
export const simulatorCredentials: SimulatorCredentials = {
  accountId: '0f3c8a52-6b1d-4e7a-9c40-5d2e8b7f1a63',
  applicationKey: 'a94d7e10-3c5f-4b82-8e6d-71f0c2b9d458',
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
}
