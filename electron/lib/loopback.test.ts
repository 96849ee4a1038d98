import { describe, expect, it } from 'vitest'
import { isLoopback } from './loopback'

describe('isLoopback', () => {
  it.each([
    'http://localhost:4100/',
    'http://127.0.0.1/',
    'http://127.9.8.7/',
    'http://127.1/',
    'http://[::1]:80/',
  ])('knows %s as an address of this computer', (url) => expect(isLoopback(new URL(url))).toBe(true))

  it.each([
    'http://shop.test/',
    'http://127.0.0.1.shop.test/',
    'http://localhost.shop.test/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://user@shop.test/',
  ])('takes %s for another one', (url) => expect(isLoopback(new URL(url))).toBe(false))
})
