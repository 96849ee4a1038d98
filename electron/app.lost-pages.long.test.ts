import { it } from 'vitest'
import { cutPage } from './testing/cut-page'

it('takes a page whose connection is cut whole or not at all, at every fifth byte', () =>
  cutPage({ step: 5 }))
