import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { isModalOpen, useWindowKey } from '../../lib/use-window-key'
import { shortcutOf } from './keys'
import { ScanNote } from './scan-note'
import { useScan } from './use-scan'
import { useScanned } from './use-scanned'

// Not needed for the first picture.
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette')).CommandPalette }))
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog')).KeysDialog }))

/** What keys do in every view: the palette, the list of keys, the views, and scans. */
export function Commands() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const [, navigate] = useLocation()
  const { note, scanned, dismiss } = useScanned()
  const opener = useRef<Element | null>(null)

  const show = (which: 'palette' | 'keys' | null) => {
    if (open === null) opener.current = document.activeElement
    setOpen(which)
  }
  // Once the dialog no longer holds the focus, it goes back, unless it was led elsewhere.
  useEffect(() => {
    if (open !== null || !(opener.current instanceof HTMLElement)) return
    opener.current.focus()
    opener.current = null
  }, [open])

  useScan(scanned)
  useWindowKey((event) => {
    const shortcut = shortcutOf(event)
    if (!shortcut) return
    if (open === null && isModalOpen()) return
    event.preventDefault()
    if (event.repeat) return
    if (shortcut.kind === 'view') {
      opener.current = null
      setOpen(null)
      navigate(shortcut.to)
    } else show(open === shortcut.kind ? null : shortcut.kind)
  })

  return (
    <>
      <ScanNote note={note} onDismiss={dismiss} />
      <Suspense>
        {open === 'palette' && (
          <CommandPalette
            onClose={() => setOpen(null)}
            onLeave={() => {
              opener.current = null
              setOpen(null)
            }}
            onKeys={() => setOpen('keys')}
          />
        )}
        {open === 'keys' && <KeysDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
}
