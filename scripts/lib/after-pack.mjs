import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** Leaves out what the fallback Electron carries in place of Electron's default app. */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'linux')
    rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true })
}
