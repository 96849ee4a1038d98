import { Button } from '@mantine/core'
import { IconBox, IconSearchOff } from '@tabler/icons-react'
import { MessageState } from '../../components/list-states'
import { text } from '../../lib/text'
import { useSync } from '../frame/use-sync'
import { isNarrowed, type StockChoice, startChoice } from './stock-choice'

const { nothingFound, empty } = text.stock

interface NoRowsProps {
  choice: StockChoice
  onChange: (change: Partial<StockChoice>) => void
}

/** Why no row is shown: filtered away, not read yet, or none exist. */
export function NoRows({ choice, onChange }: NoRowsProps) {
  const { overview, isRunning, isStarting, start } = useSync()
  if (isNarrowed(choice)) {
    return (
      <MessageState
        icon={<IconSearchOff size={20} stroke={1.6} />}
        title={nothingFound.title}
        action={
          <Button variant="default" onClick={() => onChange({ ...startChoice, sort: choice.sort })}>
            {nothingFound.clear}
          </Button>
        }
      >
        <p>{nothingFound.text}</p>
      </MessageState>
    )
  }
  const icon = <IconBox size={20} stroke={1.6} />
  if (isRunning || isStarting) {
    return (
      <MessageState icon={icon} title={empty.syncingTitle}>
        <p>{empty.syncingText}</p>
      </MessageState>
    )
  }
  const { title, words, button } = describeEmpty(overview?.last?.status)
  return (
    <MessageState icon={icon} title={title} action={<Button onClick={start}>{button}</Button>}>
      <p>{words}</p>
    </MessageState>
  )
}

function describeEmpty(lastStatus: string | undefined): { title: string; words: string; button: string } {
  if (lastStatus === undefined) return empty.never
  return lastStatus === 'success' ? empty.noProducts : empty.unfinished
}
