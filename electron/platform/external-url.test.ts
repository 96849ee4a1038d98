import { expect, it } from 'vitest'
import { allowedExternalUrl } from './external-url'

it('lets a known page through, in its tidy form', () => {
  expect(allowedExternalUrl('https://HELP.core.cin7.com/a b')).toBe('https://help.core.cin7.com/a%20b')
})

it.each([
  'http://help.core.cin7.com/',
  'https://help.core.cin7.com.evil.example/',
  'https://evil.example/help.core.cin7.com',
  'https://help.core.cin7.com@evil.example/',
  'https://user:word@help.core.cin7.com/',
  'https://help.core.cin7.com:8443/',
  'https://help.core.cin7.com./',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-msdt:/id',
  '',
  `https://help.core.cin7.com/${'a'.repeat(2_100)}`,
])('refuses %s', (address) => expect(allowedExternalUrl(address)).toBeNull())
