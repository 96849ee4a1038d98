import { describe, expect, it } from 'vitest'
import { isUsableApiAddress } from './api-address'

describe('the typed API address', () => {
  it.each(['', '   ', 'https://inventory.dearsystems.com/ExternalApi/v2/', ' https://proxy.example/cin7 '])(
    'accepts “%s”',
    (typed) => expect(isUsableApiAddress(typed)).toBe(true),
  )

  it.each(['http://localhost:8080/v2/', 'http://127.0.0.1:5000', 'http://[::1]:5000/', 'http://127.0.0.9/'])(
    'accepts %s, because it stays on this computer',
    (typed) => expect(isUsableApiAddress(typed)).toBe(true),
  )

  it.each([
    'http://inventory.dearsystems.com/',
    'http://localhost.example/',
    'inventory.dearsystems.com',
    'ftp://localhost/',
    'not an address',
  ])('refuses %s', (typed) => expect(isUsableApiAddress(typed)).toBe(false))
})
