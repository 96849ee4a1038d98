import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './paths.mjs'

it('names only tests that are there on the page of test cases', () => {
  const page = readFileSync(join(root, 'docs/test-cases.md'), 'utf8')
  const files = [...page.matchAll(/`((?:electron|e2e)\/[^`]+\.ts)`/g)].map(([, file]) => file)
  expect(files.length).toBeGreaterThan(30)
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
})
