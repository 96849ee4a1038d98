import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron/renderer'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../shared/ipc/channels'
import type { Bridge } from '../shared/ipc/contract'

/** All that the page can reach. It never sees `ipcRenderer` or an event object, which would lead back to it. */
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  subscribe(listener) {
    const relay = (_event: IpcRendererEvent, news: unknown) => listener(news)
    ipcRenderer.on(EVENT_CHANNEL, relay)
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, relay)
    }
  },
}

contextBridge.exposeInMainWorld('shelfwatch', bridge)
