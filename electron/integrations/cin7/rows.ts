import type { z } from 'zod'
import type { NoteStrange } from './mapping'
import { labelOf, type StrangeRow, whyNot } from './strange'

export interface ReadRows<Out> {
  rows: Out[]
  strange: StrangeRow[]
}

/** Checks and converts a page's rows one by one, so that a strange one costs only itself. */
export function readRows<S extends z.ZodType, Out>(
  page: unknown[],
  schema: S,
  map: (row: z.output<S>, note: NoteStrange) => Out | null,
): ReadRows<Out> {
  const rows: Out[] = []
  const strange: StrangeRow[] = []
  for (const [index, row] of page.entries()) {
    const noteStrange = (why: string, isLost: boolean) =>
      strange.push({ position: index + 1, label: labelOf(row), why, isLost })
    const parsed = schema.safeParse(row)
    if (!parsed.success) {
      noteStrange(whyNot(parsed.error), true)
      continue
    }
    const mapped = map(parsed.data, (why) => noteStrange(why, false))
    if (mapped !== null) rows.push(mapped)
  }
  return { rows, strange }
}
