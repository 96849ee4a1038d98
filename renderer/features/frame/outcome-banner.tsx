import { Button } from '@mantine/core'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { Banner } from './banner'

interface OutcomeBannerProps {
  error: Error | null
  /** How it ended otherwise; null: it has not. */
  words: string | null
  onDismiss: () => void
}

/** How the last thing that was asked for ended, until it is dismissed. */
export function OutcomeBanner({ error, words, onDismiss }: OutcomeBannerProps) {
  if (!error && words === null) return null
  return (
    <Banner
      tone={error ? 'bad' : 'info'}
      action={
        <Button variant="default" size="compact-sm" onClick={onDismiss}>
          {text.actions.dismiss}
        </Button>
      }
    >
      {error ? describeError(error) : words}
    </Banner>
  )
}
