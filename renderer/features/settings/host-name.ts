import { text } from '../../lib/text'

const mistakes = text.live.tunnel.hostMistakes

const LONGEST_NAME = 253
const part = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/** What is wrong with a host name, in words; null: nothing. An empty one is none. */
export function hostNameMistake(name: string): string | null {
  if (name === '') return null
  if (/[/\\@?#]/.test(name)) return mistakes.address
  if (/:\d*$/.test(name)) return mistakes.port
  if (/^[\d.]+$/.test(name) || name.includes(':')) return mistakes.numbers
  if (/[^a-z0-9.-]/i.test(name)) return mistakes.characters
  if (!name.includes('.')) return mistakes.noDot
  if (name.length > LONGEST_NAME) return mistakes.tooLong
  return name.split('.').every((label) => part.test(label)) ? null : mistakes.shape
}
