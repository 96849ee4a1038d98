import { useEffect, useRef } from 'react'

/**
 * For a part whose controls give way to others when they are pressed: the focus goes on to the first of those that came, as
 * it must not be lost with those that went. `keep` is called when something was pressed.
 */
export function useKeptFocus<T extends HTMLElement>(controls: unknown) {
  const area = useRef<T>(null)
  const isPressed = useRef(false)
  const latest = useRef(controls)
  useEffect(() => {
    if (latest.current === controls) return
    latest.current = controls
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (isPressed.current && isLost) area.current?.querySelector<HTMLElement>('input, button')?.focus()
    isPressed.current = false
  }, [controls])
  const keep = () => {
    isPressed.current = true
  }
  return { area, keep }
}
