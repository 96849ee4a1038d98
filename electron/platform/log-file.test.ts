import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLogFile } from './log-file'

describe('openLogFile', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelfwatch-log-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('writes each line as it is, into a folder it makes', () => {
    const write = openLogFile({ folder: join(folder, 'logs'), isEchoed: false })
    write('info', '{"message":"100 % of %s, %c and %o"}')
    write('error', '{"message":"second"}')
    const file = join(folder, 'logs', 'shelfwatch.log')
    expect(readFileSync(file, 'utf8').split(/\r?\n/)).toEqual([
      '{"message":"100 % of %s, %c and %o"}',
      '{"message":"second"}',
      '',
    ])
  })

  it('keeps five files of about 5 MB and drops the oldest', () => {
    const write = openLogFile({ folder, isEchoed: false })
    const padding = 'x'.repeat(1024 * 1024)
    for (let number = 0; number < 40; number += 1) write('info', `${number} ${padding}`)
    const files = readdirSync(folder).sort()
    expect(files).toEqual([
      'shelfwatch.1.log',
      'shelfwatch.2.log',
      'shelfwatch.3.log',
      'shelfwatch.4.log',
      'shelfwatch.log',
    ])
    expect(Math.max(...files.map((file) => statSync(join(folder, file)).size))).toBeLessThan(7 * 1024 * 1024)
    expect(readFileSync(join(folder, 'shelfwatch.log'), 'utf8')).toMatch(/^39 x/m)
  })

  it('does nothing where no folder can be made', () => {
    writeFileSync(join(folder, 'taken'), '')
    const write = openLogFile({ folder: join(folder, 'taken'), isEchoed: false })
    expect(() => write('info', 'lost')).not.toThrow()
  })
})
