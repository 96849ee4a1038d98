import { basename } from 'node:path/posix'

const BLOCK = 512

/**
 * The content of the first file of that name in a tar archive, as it comes by. Nothing when there is none. It does not check the
 * archive: what comes out has to be checked as a whole.
 */
export async function* fileInTar(parts: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0)
  let isFound = false
  /** Of the entry under way: content to hand out, and everything up to the next head. */
  let wanted = 0
  let left = 0
  for await (let part of parts) {
    while (part.length > 0) {
      if (left > 0) {
        const piece = part.subarray(0, left)
        if (wanted > 0) yield piece.subarray(0, wanted)
        wanted = Math.max(0, wanted - piece.length)
        left -= piece.length
        part = part.subarray(piece.length)
      } else {
        const missing = BLOCK - head.length
        head = Buffer.concat([head, part.subarray(0, missing)])
        part = part.subarray(missing)
        if (head.length < BLOCK) continue
        const entry = readHead(head)
        const isWanted: boolean = !isFound && entry.isFile && basename(entry.name) === name
        isFound ||= isWanted
        wanted = isWanted ? entry.bytes : 0
        left = Math.ceil(entry.bytes / BLOCK) * BLOCK
        head = new Uint8Array(0)
      }
    }
  }
}

/** Name, size in octal digits and kind stand at fixed places. The empty blocks at the end read as an entry of nothing. */
function readHead(head: Uint8Array): { name: string; bytes: number; isFile: boolean } {
  const text = (from: number, to: number) =>
    Buffer.from(head.subarray(from, to)).toString('latin1').replace(/\0.*$/s, '')
  const kind = text(156, 157)
  return {
    name: text(0, 100),
    bytes: Number.parseInt(text(124, 136), 8) || 0,
    isFile: kind === '' || kind === '0',
  }
}
