import { app, Menu, type MenuItemConstructorOptions } from 'electron/main'

/** What keyboards expect: copy and paste, zoom, close. Reload and the developer tools only in development. */
export function setMenu(): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  // Not Ctrl+R, which syncs.
  const development: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload', accelerator: 'CommandOrControl+Shift+R' },
    { role: 'toggleDevTools' },
  ]
  const template: MenuItemConstructorOptions[] = [
    { role: process.platform === 'darwin' ? 'appMenu' : 'fileMenu' },
    { role: 'editMenu' },
    { label: 'View', submenu: app.isPackaged ? view : [...view, ...development] },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
