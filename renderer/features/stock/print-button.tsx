import { ActionIcon } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import { PrintSheet, type Sheet } from './print-sheet'

const words = text.stockTools.print

interface PrintingProps<Row> {
  /** Reads what is listed, not only what is on screen. */
  read: () => Promise<Sheet<Row>>
  /** There is nothing to print. */
  isEmpty: boolean
  onError: (error: Error) => void
}

export function usePrinting<Row>({ read, isEmpty, onError }: PrintingProps<Row>) {
  const [sheet, setSheet] = useState<Sheet<Row> | null>(null)
  const { mutate, isPending } = useMutation({ mutationFn: read, onSuccess: setSheet, onError })
  return {
    isEmpty,
    sheet,
    print() {
      if (!isPending && !isEmpty) mutate()
    },
    onDone: () => setSheet(null),
  }
}

export function PrintButton<Row>({ printing }: { printing: ReturnType<typeof usePrinting<Row>> }) {
  const { isEmpty, sheet, print, onDone } = printing
  const now = useNow()
  return (
    <>
      <ActionIcon
        variant="default"
        size={34}
        radius={6}
        aria-label={words.button}
        title={isEmpty ? text.stockTools.nothingListed : words.button}
        aria-disabled={isEmpty}
        {...(isEmpty ? { 'data-disabled': true } : {})}
        onClick={print}
      >
        <IconPrinter size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      {sheet && <PrintSheet sheet={sheet} now={now} onDone={onDone} />}
    </>
  )
}
