import { expect } from '@playwright/test'
import { aLiveStatus } from '../shared/testing/a-live-status'
import { expectAccessible } from './accessible'
import { answerDialogs } from './answer-dialogs'
import { test } from './app-test'
import { openCannedLive } from './live-tour'

const noProgram = { stage: 'needsProgram', program: null, protocol: null, address: null } as const

test.describe('live updates in Settings', () => {
  test('fetch the tunnel program, show how far that is and can be stopped, all by keyboard', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, section } = await openCannedLive(app, simulator, aLiveStatus(noProgram))
    await section.fetchButton.press('Enter')
    await expect(section.cancelFetch).toBeFocused()
    await live.change({ fetch: { state: 'fetching', receivedBytes: 12_400_000, totalBytes: 38_000_000 } })
    await expect(section.fetchProgress).toHaveAttribute('aria-valuetext', '12.4 MB of 38 MB fetched')
    await expect(section.fetchProgress).toHaveAttribute('aria-valuenow', '12400000')
    await expectAccessible(app.window)

    await section.cancelFetch.press('Enter')
    await expect(section.fetchButton).toBeFocused()
    await expect(section.fetchProgress).toBeHidden()
    const problem = { code: 'offline' as const, message: 'There is no network.' }
    await live.change({ fetch: { state: 'failed', problem } })
    await expect(section.region.getByRole('alert')).toHaveText(
      'The tunnel program was not fetched. There is no network.',
    )
    await live.change({ fetch: null, canFetch: false })
    await expect(section.fetchButton).toBeHidden()
    await expect(section.region).toContainText('does not know where to fetch it')
  })

  test('keep a token without ever showing it again', async ({ start, simulator }) => {
    const app = await start()
    const { live, section } = await openCannedLive(app, simulator, aLiveStatus({ stage: 'needsToken' }))
    await section.tunnel('Named').check()
    await expect(section.outcome).toHaveText('The named tunnel is used.')

    await section.token.fill('cloudflared tunnel run --token abc')
    await section.token.press('Enter')
    await expect(section.token).toHaveAccessibleDescription(/Only the token itself/)
    const token = 'eyJhIjoic2VjcmV0LXRva2VuIn0='
    await live.answer('live.setToken', {
      ok: false,
      error: { code: 'keychain_locked', message: 'The keychain is locked.' },
    })
    await section.token.fill(` ${token} `)
    await section.token.press('Enter')
    await expect(section.token).toHaveAccessibleDescription(/The keychain is locked\./)
    await expect(section.token).toHaveValue(` ${token} `)

    await live.answer('live.setToken', { ok: true, value: aLiveStatus({ hasToken: true }) })
    await section.keepToken.press('Enter')
    await expect(section.region).toContainText('A token is kept.')
    await expect(section.outcome).toHaveText('The token is kept.')
    await expect(section.replaceToken).toBeFocused()
    const kept = (await live.calls()).filter(({ name }) => name === 'live.setToken').at(-1)
    expect(kept?.input).toMatchObject({ token })
    expect(await app.window.content()).not.toContain(token)

    await section.replaceToken.press('Enter')
    await expect(section.token).toBeFocused()
    await expect(section.token).toHaveValue('')
    await expectAccessible(app.window)
    await section.region.getByRole('button', { name: 'Cancel' }).press('Enter')
    await live.answer('live.setToken', { ok: true, value: aLiveStatus() })
    await section.forgetToken.press('Enter')
    await expect(section.outcome).toHaveText('The token is forgotten.')
    await expect(section.token).toBeFocused()
  })

  test('take a host name only without mistakes, and say what is wrong beside it', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, section } = await openCannedLive(app, simulator, aLiveStatus({ stage: 'off' }))
    await section.tunnel('Named').check()
    await section.hostName.fill('https://live.example.com')
    await expect(section.hostName).not.toHaveAccessibleDescription(/Only the host name/)
    await section.hostName.press('Enter')
    await expect(section.hostName).toHaveAccessibleDescription(/Only the host name, without https/)
    await section.hostName.press('Escape')
    await expect(section.hostName).toHaveValue('')
    expect(await live.calls()).toEqual([{ name: 'settings.set', input: { tunnelMode: 'named' } }])

    await section.hostName.fill('live.example.com')
    await section.hostName.blur()
    await expect(section.outcome).toHaveText('Host name set to live.example.com.')
    expect((await app.call('settings.get', {})).tunnelHost).toBe('live.example.com')
    await answerDialogs(app, false)
    await section.programPath.fill('/opt/cloudflared')
    await section.programPath.press('Enter')
    await expect(section.region.getByRole('alert')).toContainText('The tunnel program was not changed')
    expect((await app.call('settings.get', {})).tunnelProgram).toBe('')
    await answerDialogs(app, true)
    await section.programPath.fill('/opt/cloudflared')
    await section.programPath.press('Enter')
    await expect(section.outcome).toHaveText('The tunnel program is set.')
    expect((await app.call('settings.get', {})).tunnelProgram).toBe('/opt/cloudflared')
  })
})
