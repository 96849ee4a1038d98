import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type PressedKey, ScanReader, type ScanStep } from './scan-reader'

const plain = { repeat: false, isChord: false }
let reader: ScanReader

beforeEach(() => {
  reader = new ScanReader()
})

/** What the last of these keys was taken for. */
function press(keys: string[], gapMs: number, more: Partial<PressedKey> = {}): ScanStep | undefined {
  return keys
    .map((key, index) => reader.read({ key, timeStamp: 1000 + index * gapMs, ...plain, ...more }))
    .at(-1)
}

describe('a scan', () => {
  it('is a burst of at least four characters and Enter', () => {
    expect(press([...'94211', 'Enter'], 5)).toEqual({ kind: 'code', code: '94211' })
    expect(press([...'942', 'Enter'], 5)).toEqual({ kind: 'typed' })
  })

  it('has capital letters, blanks and signs in it', () => {
    expect(press(['Shift', 'T', 'Shift', 'E', ' ', '/', '7', 'Enter'], 5)).toEqual({
      kind: 'code',
      code: 'TE /7',
    })
  })

  it('is not what somebody types, however long', () => {
    expect(press([...'94211', 'Enter'], 500)).toEqual({ kind: 'typed' })
  })

  it('is read at the pace of a slow scanner, and not in part at a slower one', () => {
    expect(press([...'94211', 'Enter'], 80)).toEqual({ kind: 'code', code: '94211' })
    expect(press([...'94211', 'Enter'], 150)).toEqual({ kind: 'broken' })
    expect(press([...'94'], 150)).toEqual({ kind: 'first' })
    const at = [0, 20, 200, 220, 240, 260, 280]
    const last = [...'942110', 'Enter'].map((key, index) =>
      reader.read({ key, timeStamp: 9000 + at[index]!, ...plain }),
    )
    expect(last.at(-1)).toEqual({ kind: 'broken' })
  })

  it('is not one when Enter comes later, nor a second time by itself', () => {
    press([...'94211'], 5)
    expect(reader.read({ key: 'Enter', timeStamp: 2000, ...plain })).toEqual({ kind: 'typed' })
    press([...'94211', 'Enter'], 5)
    expect(reader.read({ key: 'Enter', timeStamp: 1030, ...plain })).toEqual({ kind: 'typed' })
  })

  it('is not a key that is held, nor one pressed with Ctrl', () => {
    expect(press([...'aaaaa', 'Enter'], 30, { repeat: true })).toEqual({ kind: 'typed' })
    expect(press([...'abcde', 'Enter'], 30, { isChord: true })).toEqual({ kind: 'typed' })
  })

  it('may begin with every character, and goes on with one that comes soon', () => {
    expect(press(['/'], 5)).toEqual({ kind: 'first' })
    expect(press(['a', '/'], 5)).toEqual({ kind: 'burst' })
    expect(press(['/', 'Shift', 'A'], 5)).toEqual({ kind: 'burst' })
    expect(press(['a', '/'], 160)).toEqual({ kind: 'first' })
    expect(press(['Shift'], 5)).toEqual({ kind: 'aside' })
    expect(press(['a', 'ArrowDown'], 5)).toEqual({ kind: 'typed' })
  })

  it('gives back whatever code was scanned', () => {
    const code = fc.stringMatching(/^[ -~]{4,40}$/)
    fc.assert(
      fc.property(code, (text) => {
        reader.forget()
        expect(press([...text, 'Enter'], 8)).toEqual({ kind: 'code', code: text })
      }),
      { seed: 20_263 },
    )
  })
})
