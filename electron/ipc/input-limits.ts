/** One call's input: about a megabyte, ten levels, plain data. Real inputs are a few hundred bytes. */
const MAX_SIZE = 1024 * 1024
const MAX_DEPTH = 10
/** What a number, a key's quotes or a comma count for. */
const SIZE_OF_PART = 8

/** Whether a call's raw input is small, shallow and made of plain objects, lists and simple values only. */
export function isWithinLimits(input: unknown): boolean {
  let left = MAX_SIZE

  const isFine = (value: unknown, depth: number): boolean => {
    left -= SIZE_OF_PART
    if (typeof value === 'string') left -= Buffer.byteLength(value)
    if (left < 0 || depth > MAX_DEPTH) return false
    if (typeof value !== 'object' || value === null) return isSimple(value)
    if (Array.isArray(value)) return value.every((item) => isFine(item, depth + 1))
    if (!isPlain(value)) return false
    return Object.entries(value).every(([key, item]) => isFine(key, depth + 1) && isFine(item, depth + 1))
  }

  return isFine(input, 0)
}

function isSimple(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
