import { BrowserWindow, dialog } from 'electron/main'
import type { Confirm } from '../ports'

/** The system's dialog, over the window, which cannot press its buttons. Enter and Escape mean no. */
export const confirm: Confirm = async ({ message, detail, yes }) => {
  const options = {
    type: 'warning' as const,
    message,
    detail,
    buttons: ['Cancel', yes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const [window] = BrowserWindow.getAllWindows()
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options))
  return response === 1
}
