import { describe, expect, it } from 'vitest'
import { tarOf } from '../testing/program-server'
import { fileInTar } from './tar'

async function read(archive: Uint8Array, name: string, step: number): Promise<string> {
  async function* inPieces() {
    for (let at = 0; at < archive.byteLength; at += step) yield archive.subarray(at, at + step)
  }
  const parts: Uint8Array[] = []
  for await (const part of fileInTar(inPieces(), name)) parts.push(part)
  return Buffer.concat(parts).toString()
}

const content = 'a'.repeat(511) + 'b'.repeat(514)
const archive = tarOf(
  { name: 'folder/other', content: Buffer.from('other'.repeat(200)) },
  { name: 'wanted', content: Buffer.from('notes'), kind: 'x' },
  { name: 'bin/wanted', content: Buffer.from(content) },
  { name: 'wanted', content: Buffer.from('a second one') },
)

describe('a file in a tar archive', () => {
  it.each([1, 7, 511, 512, 513, 100_000])(
    'is read whole when the archive comes in pieces of %i',
    async (step) => {
      expect(await read(archive, 'wanted', step)).toBe(content)
    },
  )

  it('is nothing when the archive does not have it, or is none', async () => {
    expect(await read(archive, 'missing', 512)).toBe('')
    expect(await read(Buffer.from('no archive'.repeat(500)), 'wanted', 512)).toBe('')
  })
})
