import { z } from 'zod'
import { Away } from '../domain/today'

export const todayCalls = {
  'today.away': { input: z.object({ connectionId: z.uuid() }), output: Away },
}
