import { z } from 'zod'
import type { HookWish } from '../../webhooks/provider-hooks'
import { notWhatWeKnow } from './list-page'
import { isReference, toId, toText, usable } from './mapping'
import { Hook } from './schemas'

const HookList = z.object({ Webhooks: z.union([z.array(z.unknown()), z.null(), z.literal('')]) })

/** All subscriptions of the account, of whoever's. Throws when the answer is no list of them. */
export function readHooks(body: unknown): Hook[] {
  const parsed = HookList.safeParse(body)
  if (!parsed.success) throw notWhatWeKnow('webhooks')
  return hooksIn(parsed.data.Webhooks)
}

function hooksIn(entries: unknown[] | '' | null): Hook[] {
  return usable('Webhooks', entries, Hook, () => {}).map((hook) => ({ ...hook, ID: toId(hook.ID) }))
}

/**
 * Ours: by its id, or, while that is not known, by its address, the secret part of which nobody else has. An address
 * alone makes nothing ours that has another type, or that is there more than once.
 */
export function findOwn(
  hooks: readonly Hook[],
  { externalId, url, type }: HookWish,
): { own: Hook | null; isOneOfMany: boolean } {
  const known = externalId === null ? undefined : hooks.find(({ ID }) => ID === toId(externalId))
  if (known) return { own: known, isOneOfMany: false }
  const alike = hooks.filter((hook) => hook.ExternalURL === url && hook.Type === type)
  const [own = null] = alike
  return { own, isOneOfMany: alike.length > 1 }
}

/** What can be seen of the secret is right too: most lists leave it out. */
export function isRight(hook: Hook, { type, url, bearer }: HookWish): boolean {
  const token = toText(hook.ExternalBearerToken)
  return (
    hook.Type === type &&
    hook.ExternalURL === url &&
    hook.IsActive === true &&
    toText(hook.ExternalAuthorizationType).toLowerCase() === 'bearerauth' &&
    (token === '' || token === bearer.reveal())
  )
}

export function desired({ type, url, bearer }: HookWish) {
  return {
    Type: type,
    IsActive: true,
    ExternalURL: url,
    ExternalAuthorizationType: 'bearerauth',
    ExternalUserName: '',
    ExternalPassword: '',
    ExternalBearerToken: bearer.reveal(),
    ExternalHeaders: [{ Key: 'X-Hook-Type', Value: type }],
  }
}

/** From the answer to a creation: a list with it, or itself. null: it does not tell. */
export function createdId(answer: unknown, wish: HookWish): string | null {
  const listed = HookList.safeParse(answer)
  if (listed.success)
    return findOwn(hooksIn(listed.data.Webhooks), { ...wish, externalId: null }).own?.ID ?? null
  const alone = Hook.safeParse(answer)
  return alone.success && isReference(alone.data.ID) ? toId(alone.data.ID) : null
}
