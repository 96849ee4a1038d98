import { AppError } from './errors'

/** What to say when stored keys cannot be used. Each is recoverable; none of them loses the sealed keys. */
const messages = {
  keychain_locked:
    'The keychain of this computer is locked, so the stored keys cannot be read. Unlock it and try again, or enter the keys for this session only.',
  keychain_missing:
    'This computer has no usable keychain, so keys cannot be stored safely. Set up a keychain and try again, or keep the keys for this session only.',
  keychain_timed_out:
    'The keychain of this computer did not answer within 10 seconds. Look for its window and unlock it, then try again.',
  keychain_unloadable:
    'Shelfwatch could not load the part that reads the keychain. Install Shelfwatch again, or keep the keys for this session only.',
  key_missing:
    'The keychain no longer holds what opens the stored keys. Enter the keys again; products and history stay as they are.',
  key_wrong:
    'What the keychain holds does not open the stored keys; they may come from another computer. Enter the keys again; products and history stay as they are.',
  secret_damaged: 'The stored keys are damaged. Enter them again; products and history stay as they are.',
} as const

export type KeyProblem = keyof typeof messages

export function keyProblem(code: KeyProblem, options?: { cause?: unknown }): AppError {
  return new AppError(code, messages[code], options)
}
