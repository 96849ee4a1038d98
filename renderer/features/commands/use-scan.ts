import { useState } from 'react'
import { isTextField, useWindowKey } from '../../lib/use-window-key'
import { isModalOpen } from './is-modal-open'
import { ScanReader } from './scan-reader'

/** Hands over what was scanned anywhere but in a text field or a dialog. From its second key on a scan presses nothing else. */
export function useScan(onCode: (code: string) => void): void {
  const [reader] = useState(() => new ScanReader())
  useWindowKey((event) => {
    if (isTextField(event.target) || isModalOpen()) return reader.forget()
    const { key, timeStamp, repeat } = event
    const isChord = event.ctrlKey || event.altKey || event.metaKey
    const step = reader.read({ key, timeStamp, repeat, isChord })
    if (step.kind === 'typed') return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (step.kind === 'code' && step.code.trim() !== '') onCode(step.code.trim())
  })
}
