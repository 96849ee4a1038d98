import { z } from 'zod'
import { Cin7Fault, cleanWords, wordsOf } from './errors'
import type { ListPage } from './list-walk'

export interface ListEndpoint {
  path: string
  /** The key of the rows in the answer. */
  key: string
  query?: Record<string, string>
}

const envelope = z.object({
  Total: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .nullish()
    .catch(null),
  Errors: z.array(z.unknown()).nullish().catch(null),
})

/** The page of a list in an answer's body. Throws a `Cin7Fault` when there is none. */
export function readListPage(body: unknown, { path, key }: ListEndpoint, secrets: string[]): ListPage {
  const parsed = envelope.safeParse(body)
  if (!parsed.success) throw notWhatWeKnow(path)
  const rows = (body as Record<string, unknown>)[key]
  const { Total: total = null, Errors } = parsed.data
  const errors = (Errors ?? []).map((entry) => cleanWords(wordsOf(entry), secrets) || 'Cin7 gave no reason.')
  if (Array.isArray(rows)) return { rows, total, errors }
  if (rows !== null && rows !== '') throw notWhatWeKnow(path)
  return { rows: [], total, errors: total ? [...errors, 'Cin7 left the list out.'] : errors }
}

export function notWhatWeKnow(path: string): Cin7Fault {
  return new Cin7Fault(
    'provider_changed',
    'stop',
    `Cin7's answer for “${path}” is not in the form that Shelfwatch knows. Check the API address, then look for an update.`,
  )
}
