import type { IpcMainInvokeEvent } from 'electron/main'
import type { LiveStatus } from '../shared/domain/live'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../shared/ipc/channels'
import type { CallName, Reply } from '../shared/ipc/contract'
import type { RunningApp } from './launch'

interface Call {
  name: CallName
  input: unknown
}

interface Canned {
  status: LiveStatus
  calls: Call[]
  /** Other answers than the status, by call. */
  replies: Partial<Record<CallName, Reply<CallName>>>
  /** The call that waits to be let go. */
  held: CallName | null
  letGo: () => void
}

declare global {
  var liveAnswers: Canned
}

/** What answers calls about live updates in the main process's place. */
export interface CannedLive {
  /** Changes the state, and tells the screen that there is news. */
  change(changes: Partial<LiveStatus>): Promise<void>
  /** Answers a call with something else than the state. */
  answer<N extends CallName>(name: N, reply: Reply<N>): Promise<void>
  /** Leaves a call without an answer until it is let go. */
  hold(name: CallName): Promise<void>
  letGo(): Promise<void>
  /** What was asked for so far, apart from the state. */
  calls(): Promise<Call[]>
}

/** Puts answers in front of the real main process, so that each state can be shown. All other calls still reach it. */
export async function cannedLive({ electron }: RunningApp, status: LiveStatus): Promise<CannedLive> {
  await electron.evaluate(
    ({ ipcMain }, { channel, first }) => {
      const canned: Canned = { status: first, calls: [], replies: {}, held: null, letGo: () => {} }
      globalThis.liveAnswers = canned
      type Handler = (event: IpcMainInvokeEvent, name: CallName, input: unknown) => Promise<unknown>
      const { _invokeHandlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> }
      const real = _invokeHandlers.get(channel)!
      const after: Partial<Record<CallName, (input: unknown) => Partial<LiveStatus>>> = {
        'live.setToken': (input) => ({ hasToken: (input as { token: string | null }).token !== null }),
        'live.fetchProgram': () => ({ fetch: { state: 'fetching', receivedBytes: 0, totalBytes: null } }),
        'live.cancelFetch': () => ({ fetch: null }),
      }
      ipcMain.removeHandler(channel)
      ipcMain.handle(channel, async (event, name: CallName, input: unknown) => {
        if (name === 'live.status') return canned.replies[name] ?? { ok: true, value: canned.status }
        if (name === 'settings.set' || name.startsWith('live.')) canned.calls.push({ name, input })
        if (!name.startsWith('live.')) return real(event, name, input)
        if (canned.held === name) {
          await new Promise<void>((resolve) => {
            canned.letGo = resolve
          })
        }
        const reply = canned.replies[name]
        if (reply) return reply
        canned.status = { ...canned.status, ...after[name]?.(input) }
        return { ok: true, value: canned.status }
      })
    },
    { channel: CALL_CHANNEL, first: status },
  )
  return {
    change: (changes) =>
      electron.evaluate(
        ({ BrowserWindow }, { channel, next }) => {
          globalThis.liveAnswers.status = { ...globalThis.liveAnswers.status, ...next }
          const news = { name: 'live.changed', payload: { connectionId: '' } }
          for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, news)
        },
        { channel: EVENT_CHANNEL, next: changes },
      ),
    answer: (name, reply) =>
      electron.evaluate(
        (_, given) => {
          globalThis.liveAnswers.replies[given.name] = given.reply
        },
        { name: name as CallName, reply: reply as Reply<CallName> },
      ),
    hold: (name) =>
      electron.evaluate((_, held) => {
        globalThis.liveAnswers.held = held
      }, name),
    letGo: () =>
      electron.evaluate(() => {
        globalThis.liveAnswers.held = null
        globalThis.liveAnswers.letGo()
      }),
    calls: () => electron.evaluate(() => globalThis.liveAnswers.calls),
  }
}
