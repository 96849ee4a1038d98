import { jsonShape } from './json-shape'

const MOST_DEPTH = 32
const MOST_KEYS = 5_000

/** Parses the body of a delivery within limits. `problem` says why it cannot be used, without anything of it. Never throws. */
export function readDeliveryBody(body: Uint8Array): { value: unknown } | { problem: string } {
  const { depth, keys } = jsonShape(body)
  if (depth > MOST_DEPTH) return { problem: `It is nested deeper than ${MOST_DEPTH} levels.` }
  if (keys > MOST_KEYS) return { problem: `It has more than ${MOST_KEYS} keys.` }
  const text = strictText(body)
  if (text === null) return { problem: 'Its text is not UTF-8.' }
  if (text.trim() === '') return { problem: 'It is empty.' }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { problem: 'It is not JSON.' }
  }
}

function strictText(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}
