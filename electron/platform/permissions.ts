import { app, type Session } from 'electron/main'

/** The UI needs no camera, place, device or clipboard of its own. Electron would grant most of them unasked. */
export function refusePermissions(): void {
  app.on('session-created', refuseIn)
}

function refuseIn(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
}
