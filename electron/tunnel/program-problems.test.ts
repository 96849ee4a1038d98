import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { saveFile } from '../lib/save-file'
import { storageInWords } from './program-problems'

/** As the system says it when the disk is full half way. */
async function* untilFull() {
  yield 'half'
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
}

describe('a fault of keeping the tunnel program', () => {
  it('is told about the program, and nothing half stays, when the disk is full', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shelfwatch-keep-'))
    const fault: unknown = await saveFile(join(folder, 'cloudflared'), untilFull()).catch(storageInWords)
    expect(fault).toMatchObject({
      code: 'storage_full',
      message: expect.stringMatching(/disk is full.*tunnel program.*Free some space/),
    })
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('is handed on as it is when it is about something else', () => {
    const fault = new TypeError('x is undefined')
    expect(storageInWords(fault)).toBe(fault)
  })
})
