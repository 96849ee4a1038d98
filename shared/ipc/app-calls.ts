import { z } from 'zod'
import { AppStatus, Destination } from '../domain/app-status'

export const appCalls = {
  'app.status': { input: z.object({}), output: AppStatus },
  'app.dismissNotice': { input: z.object({ id: z.string().max(100) }), output: z.null() },
  /** Where to go from outside the window, told once; null: nowhere. */
  'app.takeDestination': { input: z.object({}), output: Destination.nullable() },
}
