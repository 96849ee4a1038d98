import { describe, expect, it } from 'vitest'
import { DEFAULT_CIN7_URL } from '../../../shared/defaults'
import { parseApiUrl } from './api-url'

describe('parseApiUrl', () => {
  it.each([
    [DEFAULT_CIN7_URL, DEFAULT_CIN7_URL],
    [
      '  https://Inventory.DearSystems.com/ExternalApi/v2 ',
      'https://inventory.dearsystems.com/ExternalApi/v2/',
    ],
    ['http://127.0.0.1:4000/x', 'http://127.0.0.1:4000/x/'],
    ['http://localhost:4000', 'http://localhost:4000/'],
    ['http://[::1]:4000/', 'http://[::1]:4000/'],
  ])('accepts %s', (text, expected) => {
    expect(parseApiUrl(text)).toBe(expected)
  })

  it.each([
    '',
    'inventory.dearsystems.com',
    'https://',
    'ftp://inventory.dearsystems.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://inventory.dearsystems.com/ExternalApi/v2/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'https://user:password@inventory.dearsystems.com/',
    'https://inventory.dearsystems.com/?page=1',
    'https://inventory.dearsystems.com/#top',
  ])('refuses %s with a sentence', (text) => {
    expect(() => parseApiUrl(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
  })
})
