import type { z } from 'zod'
import { alertCalls } from './alert-calls'
import { appCalls } from './app-calls'
import { connectionCalls } from './connection-calls'
import { liveCalls } from './live-calls'
import { reorderCalls } from './reorder-calls'
import { settingsCalls } from './settings-calls'
import { stockCalls } from './stock-calls'
import { syncCalls } from './sync-calls'
import { todayCalls } from './today-calls'

/** Every call the screen can make. Only names in here are answered. */
export const contract = {
  ...appCalls,
  ...connectionCalls,
  ...stockCalls,
  ...syncCalls,
  ...settingsCalls,
  ...alertCalls,
  ...reorderCalls,
  ...todayCalls,
  ...liveCalls,
}

type Contract = typeof contract
export type CallName = keyof Contract
/** What the caller passes, before defaults. */
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>
/** What the handler gets, after parsing. */
export type ParsedInput<N extends CallName> = z.output<Contract[N]['input']>
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>

export type Handler<N extends CallName> = (input: ParsedInput<N>) => CallOutput<N> | Promise<CallOutput<N>>

/** The handlers of one area: a missing or misspelt one does not compile. */
export type HandlersOf<Area extends string> = {
  [N in CallName as N extends `${Area}.${string}` ? N : never]: Handler<N>
}
export type Handlers = { [N in CallName]: Handler<N> }

/** What crosses the bridge in answer to a call. Electron keeps only the message of a thrown error, so none is thrown. */
export type Reply<N extends CallName> =
  | { ok: true; value: CallOutput<N> }
  | { ok: false; error: { code: import('../errors').ErrorCode; message: string } }

/** What the preload puts on `window.shelfwatch`. */
export interface Bridge {
  call(name: string, input: unknown): Promise<unknown>
  subscribe(listener: (event: unknown) => void): () => void
}
