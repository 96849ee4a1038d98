/** Makes the compiler list every `switch` that a new case must be added to. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
