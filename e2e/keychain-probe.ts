// Uses the real keychain as the app does and prints what came of each step. Run by keychain.spec.ts.
import { execFileSync } from 'node:child_process'
import { KeytarKeychain } from '../electron/platform/keytar-keychain'
import { systemClock as clock } from '../electron/platform/system-clock'
import { isAppError } from '../shared/errors'

const keychain = new KeytarKeychain({ service: 'Shelfwatch test', clock })

const outcome = async (step: Promise<unknown>) => {
  try {
    return (await step) ?? null
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
}

/** Locks the keyring as a desktop does when the user leaves. */
function lock(): null {
  const keyring = '/org/freedesktop/secrets/collection/login'
  const words = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets']
  execFileSync('dbus-send', [...words, 'org.freedesktop.Secret.Service.Lock', `array:objpath:${keyring}`])
  return null
}

const steps: Record<string, () => unknown> = {
  write: () => keychain.write('one', 'value'),
  read: () => keychain.read('one'),
  'read nothing': () => keychain.read('two'),
  remove: () => keychain.remove('one'),
  'remove nothing': () => keychain.remove('one'),
  lock,
}

const outcomes: unknown[] = []
for (const name of process.argv.slice(2)) {
  outcomes.push(await outcome(Promise.resolve(steps[name]?.())))
}
console.log(JSON.stringify(outcomes))
process.exit()
