import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const looks = {
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  light: { colorScheme: 'light', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Nothing else changes with the look. */
const colourRules = ['color-contrast', 'link-in-text-block']

type Look = keyof typeof looks

/** Fails with each rule of WCAG 2.2 AA that the window breaks in one of the looks, and where. Leaves it in the last. */
export async function expectAccessible(window: Page, inLooks: Look[] = ['dark', 'light']): Promise<void> {
  for (const [index, look] of inLooks.entries()) {
    await window.emulateMedia(looks[look])
    await twoFrames(window)
    expect(await violations(window, index > 0), look).toEqual([])
  }
}

async function violations(window: Page, ofColours: boolean): Promise<string[]> {
  // Electron has no second page to collect results in, which the default mode would open.
  const axe = new AxeBuilder({ page: window }).setLegacyMode()
  const found = await (ofColours ? axe.withRules(colourRules) : axe.withTags(tags)).analyze()
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Long enough for what follows from a change to be drawn. */
export function twoFrames(window: Page): Promise<void> {
  return window.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
}
