const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const LIST_START = 0x5b
const LIST_END = 0x5d
const OBJECT_START = 0x7b
const OBJECT_END = 0x7d

/**
 * How deep JSON is nested and how many keys it has, counted in one pass without building anything. Of bytes that are no JSON it
 * tells something, too, and never fails. No byte of a longer UTF-8 character looks like one of those that count.
 */
export function jsonShape(json: Uint8Array): { depth: number; keys: number } {
  let open = 0
  let depth = 0
  let keys = 0
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]!
    if (byte === QUOTE) at = endOfString(json, at)
    else if (byte === COLON) keys += 1
    else if (byte === LIST_END || byte === OBJECT_END) open -= 1
    else if (byte === LIST_START || byte === OBJECT_START) {
      open += 1
      depth = Math.max(depth, open)
    }
  }
  return { depth, keys }
}

/** Where its closing quote is; past the end when it has none. */
function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1
  return at
}
