import { createHash } from 'node:crypto'
// Its build for Node declares a `require` of its own, which the bundle has already.
import { Gunzip } from 'fflate/browser'
import { notTheProgram } from './program-problems'
import { fileInTar } from './tar'

/** The parts as they are. Throws after the last one when they are not, all together, what the digest tells of. */
export async function* checked(parts: AsyncIterable<Uint8Array>, digest: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const part of parts) {
    hash.update(part)
    yield part
  }
  if (hash.digest('hex') !== digest) throw notTheProgram()
}

/** The program out of a gzipped tar. That is not checked yet, so it may not fill the disk. */
export async function* unpacked(
  parts: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  let left = mostBytes
  for await (const part of fileInTar(gunzipped(parts), 'cloudflared')) {
    left -= part.byteLength
    if (left < 0) throw notTheProgram()
    yield part
  }
}

async function* gunzipped(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const gunzip = new Gunzip((part) => ready.push(part))
  for await (const part of parts) {
    push(gunzip, part)
    yield* ready.splice(0)
  }
}

function push(gunzip: Gunzip, part: Uint8Array): void {
  try {
    gunzip.push(part)
  } catch (error) {
    throw notTheProgram(error)
  }
}
