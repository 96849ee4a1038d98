import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../shared/defaults'
import { describeReadAgain } from './read-again'

describe('the sentence that says how old a figure can become', () => {
  it.each([
    [15, 1, 'Every figure is read again within about 15 minutes while Shelfwatch is open.'],
    [60, 1, 'Every figure is read again within about an hour while Shelfwatch is open.'],
    [15, 7, 'Every figure is read again within about 2 hours while Shelfwatch is open.'],
    [1440, 7, 'Every figure is read again within about 7 days while Shelfwatch is open.'],
  ])('multiplies the interval of %s minutes by %s syncs', (syncIntervalMinutes, runs, sentence) => {
    expect(describeReadAgain({ ...defaultSettings, syncIntervalMinutes }, runs)).toBe(sentence)
  })

  it('promises nothing when nothing is read by itself, or before the list is known', () => {
    expect(describeReadAgain({ ...defaultSettings, syncStock: false }, 7)).toContain('left out of syncs')
    const manual = { ...defaultSettings, syncAutomatically: false }
    expect(describeReadAgain(manual, 7)).toBe('Figures are read again only when you sync.')
    expect(describeReadAgain(defaultSettings, null)).toContain('after the first sync')
  })
})
