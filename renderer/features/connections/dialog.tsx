import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { text } from '../../lib/text'
import styles from './dialog.module.css'

interface DialogProps {
  title: string
  isOpen: boolean
  /** While it is, the dialog stays: whoever started something gets told how it ended. */
  isBusy: boolean
  onClose: () => void
  /** False when `onClose` sees to the focus, because what opened the dialog may be gone by then. */
  returnsFocus?: boolean
  /** Width in CSS pixels, where it is not that of a question. */
  size?: number
  children: ReactNode
}

/** What asks about the connection over the view. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, isBusy, onClose, returnsFocus = true, size = 'md', children } = props
  return (
    <Modal
      opened={isOpen}
      returnFocus={returnsFocus}
      onClose={() => {
        if (!isBusy) onClose()
      }}
      title={title}
      size={size}
      classNames={styles}
      closeButtonProps={{ 'aria-label': text.actions.close, 'aria-disabled': isBusy }}
    >
      {children}
    </Modal>
  )
}

interface CancelButtonProps {
  isBusy: boolean
  onClick: () => void
  /** Where a wrong press does no harm, so that the dialog opens on it. */
  isFirst?: boolean
  label?: string
}

/** Leaves the dialog, unless it has to stay. */
export function CancelButton({
  isBusy,
  onClick,
  isFirst = false,
  label = text.actions.cancel,
}: CancelButtonProps) {
  return (
    <Button
      variant="default"
      aria-disabled={isBusy}
      {...(isBusy ? { 'data-disabled': true } : {})}
      {...(isFirst ? { 'data-autofocus': true } : {})}
      onClick={() => {
        if (!isBusy) onClick()
      }}
    >
      {label}
    </Button>
  )
}
