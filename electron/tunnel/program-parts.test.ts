import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { tarOf } from '../testing/program-server'
import { unpacked } from './program-parts'

async function* partsOf(bytes: Uint8Array) {
  yield bytes
}

describe('unpacking the tunnel program', () => {
  it('ends at what a program can have, so that an archive cannot fill the disk', async () => {
    const bomb = gzipSync(tarOf({ name: 'cloudflared', content: Buffer.alloc(2 ** 20) }))
    let bytes = 0
    const unpack = async () => {
      for await (const part of unpacked(partsOf(bomb), 500_000)) bytes += part.byteLength
    }
    await expect(unpack()).rejects.toThrow('not the tunnel program')
    expect(bytes).toBeLessThanOrEqual(500_000)
  })

  it('gives as much as a program can have', async () => {
    const packed = gzipSync(tarOf({ name: 'cloudflared', content: Buffer.alloc(500_000) }))
    let bytes = 0
    for await (const part of unpacked(partsOf(packed), 500_000)) bytes += part.byteLength
    expect(bytes).toBe(500_000)
  })
})
