import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asOrdinaryUser } from '../testing/ordinary-user'
import { saveFile } from './save-file'

async function* parts(...texts: string[]) {
  yield* texts
}

/** As the system says it when the disk is full half way. */
async function* untilFull() {
  yield 'half'
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
}

describe('saving a file', () => {
  let folder: string
  let file: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelfwatch-save-'))
    file = join(folder, 'syncs.csv')
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('writes all parts, in the place of what was there', async () => {
    writeFileSync(file, 'old and longer')
    await saveFile(file, parts('a', 'ü', '\n'))
    expect(readFileSync(file, 'utf8')).toBe('aü\n')
    expect(readdirSync(folder)).toEqual(['syncs.csv'])
  })

  it('leaves what was there, and nothing half, when the disk is full', async () => {
    writeFileSync(file, 'old')
    await expect(saveFile(file, untilFull())).rejects.toMatchObject({
      code: 'storage_full',
      message: expect.stringContaining('disk is full'),
    })
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['syncs.csv'])
  })

  it('says that a place may not be written', async () => {
    chmodSync(folder, 0o555)
    await asOrdinaryUser(() =>
      expect(saveFile(file, parts('a'))).rejects.toMatchObject({
        code: 'storage_read_only',
        message: expect.stringContaining(file),
      }),
    )
  })

  it('says that the folder is gone', async () => {
    await expect(saveFile(join(folder, 'gone', 'syncs.csv'), parts('a'))).rejects.toMatchObject({
      code: 'storage_failed',
      message: expect.stringContaining(join(folder, 'gone')),
    })
  })

  it('hands on what kept the parts from being made, and leaves nothing half', async () => {
    const broken = async function* () {
      yield 'a'
      throw new TypeError('x is undefined')
    }
    await expect(saveFile(file, broken())).rejects.toThrow('x is undefined')
    expect(readdirSync(folder)).toEqual([])
  })
})
