import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { projectFolder } from './launch'

type KeyringMode = 'unlocked' | 'locked' | 'none'

test.describe('the keychain of a Linux desktop', () => {
  test.skip(process.platform !== 'linux', 'elsewhere the keychain belongs to the person who is signed in')

  test('keeps, gives back and removes an entry', async () => {
    const steps = ['read', 'write', 'read', 'read nothing', 'remove', 'remove nothing', 'read']
    expect(await probe('unlocked', steps)).toEqual([null, null, 'value', null, null, null, null])
  })

  test('is told apart from an empty one when it is locked', async () => {
    const steps = ['read', 'remove', 'write']
    expect(await probe('locked', steps)).toEqual(Array.from(steps, () => 'keychain_locked'))
  })

  test('is said to be locked, not to have lost an entry, when it was locked in the meantime', async () => {
    const steps = ['write', 'lock', 'read', 'read nothing', 'remove']
    const locked = 'keychain_locked'
    expect(await probe('unlocked', steps)).toEqual([null, null, locked, locked, locked])
  })

  test('is said to be missing where there is none', async () => {
    const steps = ['read', 'write', 'remove']
    expect(await probe('none', steps)).toEqual(Array.from(steps, () => 'keychain_missing'))
  })
})

/** Runs the steps one after the other in a desktop of their own. A rejection's code stands for its step. */
async function probe(keyring: KeyringMode, steps: string[]): Promise<unknown> {
  const desktop = join(projectFolder, 'scripts/with-desktop.sh')
  const words = [process.execPath, '--import', 'tsx', 'e2e/keychain-probe.ts', ...steps]
  const { stdout } = await promisify(execFile)(desktop, words, {
    cwd: projectFolder,
    env: { ...process.env, SHELFWATCH_TEST_KEYRING: keyring },
    timeout: 50_000,
  })
  return JSON.parse(stdout)
}
