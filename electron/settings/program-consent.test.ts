import { expect, it } from 'vitest'
import { ProgramConsent } from './program-consent'

function setUp(answer: (detail: string) => Promise<boolean>) {
  const asked: string[] = []
  const consent = new ProgramConsent({
    settings: { read: () => ({ tunnelProgram: '/opt/cloudflared' }) },
    confirm: ({ detail }) => {
      asked.push(detail)
      return answer(detail)
    },
  })
  return { consent, asked }
}

it('asks the user before another tunnel program may be set, and shows its path', async () => {
  const { consent, asked } = setUp(async () => true)
  await consent.require('/tmp/other')
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/^\/tmp\/other\n/)
})

it('refuses a program that the user does not allow', async () => {
  const { consent } = setUp(async () => false)
  await expect(consent.require('/tmp/other')).rejects.toMatchObject({ code: 'cancelled' })
})

it('does not ask about the program that is set, or about none', async () => {
  const { consent, asked } = setUp(async () => false)
  await consent.require('')
  await consent.require('/opt/cloudflared')
  expect(asked).toEqual([])
})

it('asks about one program at a time', async () => {
  const answers: ((isAllowed: boolean) => void)[] = []
  const { consent, asked } = setUp(() => new Promise((resolve) => answers.push(resolve)))
  const first = consent.require('/tmp/one')
  await expect(consent.require('/tmp/two')).rejects.toMatchObject({ code: 'cancelled' })
  answers[0]?.(true)
  await first
  expect(asked).toHaveLength(1)
})
