import { Button, type ButtonProps, Loader } from '@mantine/core'
import type { ReactNode } from 'react'

interface BusyButtonProps extends ButtonProps {
  type?: 'button' | 'submit'
  isBusy: boolean
  busyLabel: string
  /** Another action is under way, so a press does nothing. */
  isBlocked?: boolean
  /** Deletes something. */
  isDanger?: boolean
  onClick?: () => void
  children: ReactNode
}

/** A button that says what it is doing. It keeps the focus meanwhile, which a disabled one would lose. */
export function BusyButton({
  isBusy,
  busyLabel,
  isBlocked,
  isDanger,
  onClick,
  children,
  ...props
}: BusyButtonProps) {
  const isInert = isBusy || isBlocked === true
  return (
    <Button
      type="button"
      {...props}
      aria-disabled={isInert}
      {...(isDanger ? { color: 'red', 'data-danger': true } : {})}
      {...(isBlocked ? { 'data-disabled': true } : {})}
      leftSection={isBusy ? <Loader size={14} color="currentColor" aria-hidden /> : props.leftSection}
      onClick={(event) => {
        if (isInert) event.preventDefault()
        else onClick?.()
      }}
    >
      {isBusy ? busyLabel : children}
    </Button>
  )
}
