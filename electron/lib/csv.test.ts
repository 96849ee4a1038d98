import { describe, expect, it } from 'vitest'
import { csvLine } from './csv'

describe('a line of CSV', () => {
  it('quotes text, and leaves numbers and gaps bare', () => {
    expect(csvLine(['Main, back', 'a "b"\nc', -3.5, null])).toBe('"Main, back","a ""b""\nc",-3.5,\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '  =1', '\t=1', '\rx', '＝1'])(
    'keeps “%s” from being a formula',
    (cell) => {
      expect(csvLine([cell])).toBe(`"'${cell}"\r\n`)
    },
  )

  it('leaves text alone that only holds such signs', () => {
    expect(csvLine(['a=b', 'x-1'])).toBe('"a=b","x-1"\r\n')
  })
})
