import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron/main'
import type { ChooseFile } from '../ports'

/** The system's dialog, over the window. It asks itself before a file is replaced. */
export const chooseFile: ChooseFile = async (suggestedName) => {
  const extension = suggestedName.split('.').at(-1) ?? ''
  const options = {
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  }
  const [window] = BrowserWindow.getAllWindows()
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || !filePath ? null : filePath
}
