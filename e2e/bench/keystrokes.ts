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

interface Watched {
  /** ms, or NaN where the keystroke left the same rows on screen, as a space does. */
  answer: Promise<number>
}

/** Handed over as text: what compiles the rest would add helpers that the page does not have. */
const watchNextInput = `(() => {
  const answer = new Promise((resolve) => {
    let pressedAt = NaN
    document.addEventListener('input', (event) => { pressedAt = event.timeStamp }, { capture: true, once: true })
    const giveUp = setTimeout(() => resolve(NaN), 500)
    // Not the search box, the head of the table or the count told to screen readers.
    const isRows = ({ target }) => (target.parentElement ?? target).closest('[data-index]') !== null
    const observer = new MutationObserver((changes) => {
      if (Number.isNaN(pressedAt) || !changes.some(isRows)) return
      observer.disconnect()
      clearTimeout(giveUp)
      // A message posted in the frame's own callback comes after the frame was painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - pressedAt)
        port2.postMessage(null)
      })
    })
    observer.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })
  })
  return { answer }
})()`

async function timeKey(window: Page, press: () => Promise<void>): Promise<number> {
  const watched = await window.evaluateHandle<Watched>(watchNextInput)
  await press()
  return watched.evaluate(({ answer }) => answer)
}
