import { describe, expect, it } from 'vitest'
import { activeView, builtInViews, problemOfName, withView } from './built-in-views'
import { parseChoice, writeChoice } from './stock-choice'

const mornings = { name: 'Mornings', query: 'state=low', columns: ['product', 'available'] as const }
const saved = { ...mornings, columns: [...mornings.columns] }

describe('views of the stock', () => {
  it('are addresses that the list understands', () => {
    for (const { query } of builtInViews) expect(writeChoice(parseChoice(query))).toBe(query)
  })

  it('replace the one of the same name, however it is written', () => {
    const other = { ...saved, name: 'Other' }
    const again = { ...saved, name: 'mornings', query: 'state=out' }
    expect(withView([saved, other], again)).toEqual([again, other])
    expect(withView([other], saved)).toEqual([other, saved])
  })

  it('take a name that no other view has, however it is written, and that fits', () => {
    expect(problemOfName('Evenings', [saved])).toBeNull()
    expect(problemOfName('mornings', [saved])).toBe('saved')
    for (const { name } of builtInViews) expect(problemOfName(name.toUpperCase(), [])).toBe('builtIn')
    expect(problemOfName('x'.repeat(60), [])).toBeNull()
    expect(problemOfName('x'.repeat(61), [])).toBe('tooLong')
    expect(problemOfName('', [])).toBe('missing')
  })

  it('are recognised by filters and columns, the saved before the built-in ones', () => {
    expect(activeView([saved], saved)?.name).toBe('Mornings')
    expect(activeView([saved], { ...saved, columns: ['product'] })?.name).toBe('Low')
    expect(activeView([saved], { ...saved, query: 'search=x' })).toBeNull()
  })
})
