import type { Page } from '@playwright/test'

const searches = [
  'beard',
  'oil',
  'cedar',
  'towel',
  'tea',
  'shampoo',
  'gro-0',
  'walnut 50',
  'plate',
  'xylo',
  'm',
  '94',
]

/** Ms from each keystroke in the search box until the rows that answer it were painted. */
export async function measureKeystrokes(window: Page): Promise<number[]> {
  const search = window.getByRole('searchbox', { name: 'Search stock' })
  const times: number[] = []
  for (const text of searches) {
    for (const letter of text)
      times.push(await timeKey(window, () => search.press(letter === ' ' ? 'Space' : letter)))
    while ((await search.inputValue()) !== '') {
      times.push(await timeKey(window, () => search.press('Backspace')))
    }
  }
  return times.filter((time) => !Number.isNaN(time))
}

/** NaN where the keystroke left the same rows on screen, as a space does. */
async function timeKey(window: Page, press: () => Promise<void>): Promise<number> {
  const watched = await window.evaluateHandle(() => {
    const grid = document.querySelector('[role="grid"][aria-label="Stock levels"]')
    const answer = new Promise<number>((resolve) => {
      let pressedAt = Number.NaN
      const onInput = (event: Event) => {
        pressedAt = event.timeStamp
      }
      document.addEventListener('input', onInput, { capture: true, once: true })
      const giveUp = setTimeout(() => resolve(Number.NaN), 500)
      const observer = new MutationObserver(() => {
        if (Number.isNaN(pressedAt)) return
        observer.disconnect()
        clearTimeout(giveUp)
        // A message posted in the frame's own callback comes after the frame was painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now() - pressedAt)
          port2.postMessage(null)
        })
      })
      if (grid)
        observer.observe(grid, { subtree: true, childList: true, characterData: true, attributes: true })
    })
    return { answer }
  })
  await press()
  return watched.evaluate(({ answer }) => answer)
}
