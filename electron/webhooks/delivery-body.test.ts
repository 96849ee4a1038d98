import { describe, expect, it } from 'vitest'
import { readDeliveryBody } from './delivery-body'

const nested = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth))
const withKeys = (count: number) =>
  Buffer.from(JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]))))

describe('readDeliveryBody', () => {
  it.each([
    ['an object', Buffer.from('{"SaleID":"é"}'), { SaleID: 'é' }],
    ['a list after a byte order mark', Buffer.from('\uFEFF[1.5000]'), [1.5]],
    ['an escaped half of a character', Buffer.from('["\\ud800"]'), ['\ud800']],
  ])('reads %s', (_, body, value) => {
    expect(readDeliveryBody(body)).toEqual({ value })
  })

  it('reads up to 32 levels and 5,000 keys', () => {
    expect(readDeliveryBody(nested(32))).toHaveProperty('value')
    expect(readDeliveryBody(withKeys(5_000))).toHaveProperty('value')
  })

  it.each([
    ['33 levels', nested(33), 'nested deeper'],
    ['100,000 levels', nested(100_000), 'nested deeper'],
    ['5,001 keys', withKeys(5_001), 'more than 5000 keys'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['blanks', Buffer.from(' \n'), 'empty'],
    ['half of a body', Buffer.from('{"SaleID":"secret'), 'not JSON'],
    ['a stray comma', Buffer.from('{"SaleID":"secret",}'), 'not JSON'],
    ['a NUL', Buffer.from('["secret\0"]'), 'not JSON'],
    ['Latin-1', Buffer.from('["secreté"]', 'latin1'), 'not UTF-8'],
    ['UTF-16', Buffer.from('["secret"]', 'utf16le'), 'not JSON'],
    ['half of a character', Buffer.from([0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d]), 'not UTF-8'],
  ])('says why %s cannot be used, without its contents', (_, body, why) => {
    const read = readDeliveryBody(body)
    expect(read).toEqual({ problem: expect.stringContaining(why) })
    expect(JSON.stringify(read)).not.toContain('secret')
  })
})
