import { Button, Loader, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { ExportFormat } from '../../../shared/domain/stock-export'
import { text } from '../../lib/text'
import styles from './stock-tools.module.css'

const words = text.stockTools.export

interface ExportMenuProps {
  isBusy: boolean
  /** There is nothing to save. */
  isEmpty?: boolean
  onChoose: (format: ExportFormat) => void
  isSmall?: boolean
}

/** Saves what is listed, or selected, as a file. */
export function ExportMenu({ isBusy, isEmpty = false, onChoose, isSmall = false }: ExportMenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isInert = isBusy || isEmpty
  const label = isBusy ? words.busy : words.button
  const item = (format: ExportFormat, label: string, hint: string) => (
    <Menu.Item onClick={() => onChoose(format)}>
      {label}
      <span className={styles.hint}>{hint}</span>
    </Menu.Item>
  )
  return (
    <Menu
      opened={isOpen && !isInert}
      onChange={(opened) => setIsOpen(opened && !isInert)}
      position={isSmall ? 'top-start' : 'bottom-end'}
      width={270}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant="default"
          size={isSmall ? 'compact-sm' : 'sm'}
          className={isSmall ? undefined : styles.tool}
          aria-label={label}
          title={isEmpty ? text.stockTools.nothingListed : label}
          aria-disabled={isInert}
          {...(isEmpty ? { 'data-disabled': true } : {})}
          leftSection={
            isBusy ? (
              <Loader size={14} color="currentColor" aria-hidden />
            ) : (
              <IconDownload size={isSmall ? 14 : 16} stroke={1.6} aria-hidden />
            )
          }
        >
          <span className={isSmall ? undefined : styles.word}>{label}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.button}>
        {item('csv', words.csv, words.csvHint)}
        {item('xlsx', words.xlsx, words.xlsxHint)}
      </Menu.Dropdown>
    </Menu>
  )
}
