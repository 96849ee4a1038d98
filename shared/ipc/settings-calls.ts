import { z } from 'zod'
import { Settings } from '../domain/settings'

export const settingsCalls = {
  'settings.get': { input: z.object({}), output: Settings },
  'settings.set': { input: Settings.partial(), output: Settings },
}
