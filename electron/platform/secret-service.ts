import { execFile } from 'node:child_process'

/** Of the keyring that new entries go to. `none`: there is none. `unknown`: nobody could be asked. */
export type KeyringState = 'locked' | 'unlocked' | 'none' | 'unknown'

const SERVICE = 'org.freedesktop.secrets'
const KEYRING = '/org/freedesktop/secrets/aliases/default'
const INTERFACE = 'org.freedesktop.Secret.Collection'
const TIMEOUT_MS = 2_000

/** The same question in two ways; every desktop has at least one of these programs. */
const questions: [string, string[]][] = [
  ['busctl', ['--user', 'get-property', SERVICE, KEYRING, INTERFACE, 'Locked']],
  [
    'dbus-send',
    [
      '--session',
      '--print-reply=literal',
      `--dest=${SERVICE}`,
      KEYRING,
      'org.freedesktop.DBus.Properties.Get',
      `string:${INTERFACE}`,
      'string:Locked',
    ],
  ],
]

/** Asks Linux's Secret Service whether its keyring is locked. Unlike reading an entry, this opens no window. */
export async function readKeyringState(): Promise<KeyringState> {
  for (const [program, words] of questions) {
    const state = await ask(program, words)
    if (state !== 'unknown') return state
  }
  return 'unknown'
}

function ask(program: string, words: string[]): Promise<KeyringState> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: TIMEOUT_MS }, (error, output) => {
      if (/\btrue\b/.test(output)) return resolve('locked')
      if (/\bfalse\b/.test(output)) return resolve('unlocked')
      // An exit code means that the program ran and was told of no such keyring.
      resolve(typeof error?.code === 'number' ? 'none' : 'unknown')
    })
  })
}
