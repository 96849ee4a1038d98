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
    const position = index + 1
    const parsed = schema.safeParse(row)
    if (!parsed.success) {
      strange.push({ position, label: labelOf(row), why: whyNot(parsed.error), isLost: true })
      continue
    }
    const mapped = map(parsed.data, (why) =>
      strange.push({ position, label: labelOf(row), why, isLost: false }),
    )
    if (mapped !== null) rows.push(mapped)
  }
  return { rows, strange }
}
