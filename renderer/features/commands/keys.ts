import { text } from '../../lib/text'
import { isTextField } from '../../lib/use-window-key'
import { views } from './views'

const words = text.commands.keys

export const isMac = navigator.userAgent.includes('Mac')

export type Shortcut = { kind: 'palette' } | { kind: 'keys' } | { kind: 'view'; to: string }

/** Keys that do the same in every view. */
const everywhere: {
  keys: string[]
  does: string
  is: Shortcut
  matches: (event: KeyboardEvent) => boolean
}[] = [
  {
    keys: [words.mod(isMac), 'K'],
    does: words.palette,
    is: { kind: 'palette' },
    matches: (event) => isWithMod(event) && event.key.toLowerCase() === 'k',
  },
  ...views.map(({ to, label }, index) => ({
    keys: [words.mod(isMac), `${index + 1}`],
    does: words.view(label),
    is: { kind: 'view' as const, to },
    // By place: some keyboards write digits with Shift.
    matches: (event: KeyboardEvent) => isWithMod(event) && event.code === `Digit${index + 1}`,
  })),
  {
    keys: ['F1', '?'],
    does: words.keys,
    is: { kind: 'keys' },
    matches: (event) =>
      event.key === 'F1' || (event.key === '?' && !isTextField(event.target) && !isWithMod(event)),
  },
]

interface KeyGroup {
  name: string
  entries: readonly { keys: string[]; does: string }[]
}

/** For the list of keys: those above, and those that parts of the screen answer themselves. */
export const keyMap: readonly KeyGroup[] = [
  {
    name: words.groups.everywhere,
    entries: [
      ...everywhere,
      { keys: [words.mod(isMac), 'R'], does: words.sync },
      { keys: ['/'], does: words.search },
      { keys: [words.escape], does: words.close },
      { keys: [words.scan], does: words.scanned },
    ],
  },
  {
    name: words.groups.lists,
    entries: [
      { keys: ['↑', '↓'], does: words.rows },
      { keys: [words.home, words.end], does: words.ends },
      { keys: [words.pageUp, words.pageDown], does: words.pages },
      { keys: [words.enter], does: words.open },
    ],
  },
  {
    name: words.groups.selection,
    entries: [
      { keys: [words.space], does: words.select },
      { keys: [words.shift, '↑', '↓'], does: words.extend },
      { keys: [words.mod(isMac), 'A'], does: words.all },
      { keys: [words.mod(isMac), 'C'], does: words.copy },
    ],
  },
  {
    name: words.groups.alerts,
    entries: [
      { keys: ['A'], does: words.acknowledge },
      { keys: ['S'], does: words.snooze },
      { keys: [words.shift, 'F10'], does: words.menu },
      { keys: ['←', '→'], does: words.tabs },
    ],
  },
]

export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  return everywhere.find(({ matches }) => matches(event))?.is ?? null
}

/** Alt Gr comes as Ctrl and Alt, and writes signs. */
function isWithMod({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey
}
