import type { Settings } from '../../../shared/domain/settings'
import { text } from '../../lib/text'
import { type StockChoice, startChoice, writeChoice } from './stock-choice'

export type SavedView = Settings['stockViews'][number]

const { states, marks } = text.stock
const view = (name: string, choice: Partial<StockChoice>) => ({
  name,
  query: writeChoice({ ...startChoice, ...choice }),
})

/** Views that are always there. They leave the columns as they are. */
export const builtInViews: readonly Omit<SavedView, 'columns'>[] = [
  view(text.stockTools.views.everything, {}),
  view(states.low, { states: ['low'] }),
  view(states.out, { states: ['out'] }),
  view(marks.negative, { marks: ['negative'] }),
  view(marks.unmoved, { marks: ['unmoved'] }),
  view(marks.stale, { marks: ['stale'] }),
]

/** As many characters as the settings take. */
export const LONGEST_NAME = 60

export type NameProblem = 'missing' | 'tooLong' | 'builtIn' | 'saved'

/** What stands against saving a view under this name, if anything does. */
export function problemOfName(name: string, views: readonly SavedView[]): NameProblem | null {
  if (name === '') return 'missing'
  if (name.length > LONGEST_NAME) return 'tooLong'
  if (builtInViews.some(isNamed(name))) return 'builtIn'
  return views.some(isNamed(name)) ? 'saved' : null
}

/** The views with another one; one of that name is replaced in its place. */
export function withView(views: readonly SavedView[], saved: SavedView): SavedView[] {
  const isSame = isNamed(saved.name)
  return views.some(isSame) ? views.map((known) => (isSame(known) ? saved : known)) : [...views, saved]
}

/** The saved view that is on screen, columns included; else the built-in one. */
export function activeView(
  views: readonly SavedView[],
  shown: Pick<SavedView, 'query' | 'columns'>,
): Omit<SavedView, 'columns'> | null {
  const own = views.find(
    ({ query, columns }) => query === shown.query && columns.join() === shown.columns.join(),
  )
  return own ?? builtInViews.find(({ query }) => query === shown.query) ?? null
}

/** However it is written. */
function isNamed(name: string): (view: Pick<SavedView, 'name'>) => boolean {
  return (view) => view.name.toLocaleLowerCase() === name.toLocaleLowerCase()
}
