import { z } from 'zod'
import { ReorderChange, ReorderPreview, ReorderRule } from '../domain/reorder'

export const reorderCalls = {
  'reorder.set': { input: ReorderChange, output: z.null() },
  /** What setting it would do; nothing is set. */
  'reorder.preview': { input: ReorderChange, output: ReorderPreview },
  /** Those for whole categories and suppliers, by name. */
  'reorder.rules': { input: z.object({ connectionId: z.uuid() }), output: z.array(ReorderRule) },
}
