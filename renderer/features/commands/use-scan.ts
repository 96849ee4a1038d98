import { useState } from 'react'
import { isModalOpen, isTextField, useWindowKey } from '../../lib/use-window-key'
import { HeldKey } from './held-key'
import { ScanReader } from './scan-reader'

/**
 * Hands over what was scanned anywhere but in a text field or a dialog. A scan presses nothing else: its first
 * character is held until it is clear that no other one follows.
 */
export function useScan(onCode: (code: string) => void): void {
  const [reader] = useState(() => new ScanReader())
  const [held] = useState(() => new HeldKey())
  useWindowKey((event) => {
    if (HeldKey.isGivenBack(event)) return
    if (isTextField(event.target) || isModalOpen()) return reader.forget()
    const { key, timeStamp, repeat } = event
    const isChord = event.ctrlKey || event.altKey || event.metaKey
    const step = reader.read({ key, timeStamp, repeat, isChord })
    if (step.kind === 'aside') return
    if (step.kind === 'typed') return held.giveBack()
    if (step.kind === 'first') return held.hold(event)
    held.drop()
    event.preventDefault()
    event.stopImmediatePropagation()
    if (step.kind === 'code' && step.code.trim() !== '') onCode(step.code.trim())
  })
}
