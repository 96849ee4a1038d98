import { z } from 'zod'
import { AppStatus } from '../domain/app-status'

export const appCalls = {
  'app.status': { input: z.object({}), output: AppStatus },
  'app.dismissNotice': { input: z.object({ id: z.string().max(100) }), output: z.null() },
}
