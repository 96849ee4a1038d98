import { useEffect, useEffectEvent } from 'react'

/**
 * Listens to keys anywhere in the window, before what has the focus does. The handler calls
 * `preventDefault` for the keys it takes.
 */
export function useWindowKey(handler: (event: KeyboardEvent) => void): void {
  const latest = useEffectEvent(handler)
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
}

/** True while the user is typing, so that letters are not shortcuts. */
export function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement &&
      !target.readOnly &&
      !['checkbox', 'radio', 'button'].includes(target.type))
  )
}

/** True for a key pressed in something that floats or is unfolded, which has its own use for Escape. */
export function isInFloating(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[aria-expanded="true"], [role="dialog"], [role="menu"]') !== null
  )
}

/** True while a dialog is over the view, which keys must not reach then. */
export function isModalOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}
