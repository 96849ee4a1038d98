import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyIdOf, open, type SealingKey, type SecretPlace, seal } from './secret-box'

const key: SealingKey = { id: '0123456789abcdef', bytes: Buffer.alloc(32, 7) }
const place: SecretPlace = { table: 'connections', rowId: 'row-1', field: 'sealedApplicationKey' }
const nonce = Buffer.alloc(12, 3)
const damaged = expect.objectContaining({ code: 'secret_damaged' })

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => Buffer.from(value))
const keys = fc.record({ id: bytes(8).map((id) => id.toString('hex')), bytes: bytes(32) })
const places = fc.record({ table: fc.string(), rowId: fc.string(), field: fc.string() })
const seeded = { seed: 2026, numRuns: 200 }

describe('secret box', () => {
  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        places,
        keys,
        bytes(12),
        (text, anyPlace, anyKey, anyNonce) => {
          const record = seal(text, anyPlace, anyKey, anyNonce)
          expect(keyIdOf(record)).toBe(anyKey.id)
          expect(open(record, anyPlace, anyKey)).toBe(text)
        },
      ),
      seeded,
    )
  })

  it('does not open a record in another place', () => {
    fc.assert(
      fc.property(places, places, (here, there) => {
        fc.pre(JSON.stringify(here) !== JSON.stringify(there))
        const record = seal('secret', here, key, nonce)
        expect(() => open(record, there, key)).toThrow(damaged)
      }),
      seeded,
    )
  })

  it('keeps the parts of a place apart', () => {
    const record = seal('secret', { table: 'ab', rowId: 'c', field: 'd' }, key, nonce)
    expect(() => open(record, { table: 'a', rowId: 'bc', field: 'd' }, key)).toThrow(damaged)
  })

  it('does not open a record with any bit of it changed', () => {
    const record = seal('b7c3-application-key', place, key, nonce)
    for (let position = 0; position < record.length; position += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(record)
        changed[position]! ^= 1 << bit
        expect(() => open(changed, place, key)).toThrow(damaged)
      }
    }
  })

  it('does not open a record of any other length', () => {
    const record = seal('b7c3-application-key', place, key, nonce)
    for (let length = 0; length < record.length; length += 1) {
      expect(() => open(record.subarray(0, length), place, key)).toThrow(damaged)
    }
    expect(() => open(Buffer.concat([record, Buffer.of(0)]), place, key)).toThrow(damaged)
    expect(() => open(Buffer.concat([record, Buffer.alloc(100_000)]), place, key)).toThrow(damaged)
  })

  it('does not open anything with other key bytes', () => {
    fc.assert(
      fc.property(bytes(32), (otherBytes) => {
        fc.pre(!otherBytes.equals(key.bytes))
        const record = seal('secret', place, key, nonce)
        expect(() => open(record, place, { id: key.id, bytes: otherBytes })).toThrow(damaged)
      }),
      seeded,
    )
  })

  it('throws nothing but its own error for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (random) => {
        expect(() => open(Buffer.from(random), place, key)).toThrow(damaged)
      }),
      seeded,
    )
  })

  it('holds the text nowhere in the record', () => {
    const text = 'b7c3a6f0-1111-2222-3333-444455556666'
    const record = seal(text, place, key, nonce)
    for (const encoding of ['utf8', 'latin1', 'hex', 'base64'] as const) {
      expect(record.toString(encoding)).not.toContain(Buffer.from(text).toString(encoding).slice(0, 12))
    }
  })

  it('refuses a nonce of another length', () => {
    expect(() => seal('secret', place, key, Buffer.alloc(11))).toThrow('12 bytes')
  })
})
