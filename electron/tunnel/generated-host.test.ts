import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isGeneratedHost } from './generated-host'

test('takes names of words and hyphens for generated ones', () => {
  const word = fc.string({ minLength: 1, maxLength: 10, unit: fc.constantFrom(...'abcxyz019') })
  fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), (words) => {
      expect(isGeneratedHost(`${words.join('-')}.trycloudflare.com`)).toBe(true)
    }),
    { seed: 5 },
  )
})

test.each([
  'api.trycloudflare.com',
  'www.trycloudflare.com',
  'trycloudflare.com',
  'a-b.c-d.trycloudflare.com',
  'a-b.trycloudflare.com.example.com',
  'a-b.trycloudflare.com\n',
  'a-b.trycloudflare.com:443',
  'A-B.trycloudflare.com',
  '-a-b.trycloudflare.com',
  'a--b.trycloudflare.com',
  'a-b@trycloudflare.com',
  `${'a-'.repeat(200)}b.trycloudflare.com`,
  '',
])('does not take %s for one', (host) => {
  expect(isGeneratedHost(host)).toBe(false)
})
