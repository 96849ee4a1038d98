import type { IncomingMessage } from 'node:http'

/** Reads a body whole. `tooLarge`: it has more bytes, and the rest of it is not read. `cut`: the client went away before its end. */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<Buffer | 'tooLarge' | 'cut'> {
  const chunks: Buffer[] = []
  let bytes = 0
  // The connection has to stay for the answer.
  const incoming: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  try {
    for await (const chunk of incoming) {
      bytes += chunk.length
      if (bytes > mostBytes) return 'tooLarge'
      chunks.push(chunk)
    }
  } catch {
    return 'cut'
  }
  return Buffer.concat(chunks)
}
