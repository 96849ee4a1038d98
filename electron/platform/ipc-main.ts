import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron/main'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/ipc/channels'
import type { AppEvent } from '../../shared/ipc/events'
import type { Log } from '../ports'
import { originOf } from './origin'

interface IpcDeps {
  contents: WebContents
  /** Of the page that may call. */
  origin: string
  dispatch(name: string, input: unknown): Promise<unknown>
  log: Log
}

/** Answers calls of our window's page and of nobody else. Returns what sends it an event. */
export function connectIpc({ contents, origin, dispatch, log }: IpcDeps): (event: AppEvent) => void {
  const isOurs = ({ sender, senderFrame: frame }: IpcMainInvokeEvent) =>
    sender === contents && frame !== null && frame.parent === null && originOf(frame.url) === origin

  ipcMain.handle(CALL_CHANNEL, (event, name: string, input: unknown) => {
    if (isOurs(event)) return dispatch(name, input)
    log.warn('call refused', { from: event.senderFrame && originOf(event.senderFrame.url) })
    return { ok: false, error: { code: 'invalid_input', message: 'Only the Shelfwatch window may call.' } }
  })
  return (event) => {
    if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, event)
  }
}
