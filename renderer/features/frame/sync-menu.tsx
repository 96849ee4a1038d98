import { ActionIcon, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { defaultSettings } from '../../../shared/defaults'
import type { Settings } from '../../../shared/domain/settings'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import { failedPages } from './retryable-run'
import styles from './sync-menu.module.css'
import { useRetryableRun } from './use-retryable-run'
import { isBusy, useSync } from './use-sync'

const words = text.frame.sync

/** The syncs that read less than everything. Out of use, but not out of focus, while one is under way. */
export function SyncMenu() {
  const sync = useSync()
  const { settings = defaultSettings } = useSettings()
  const retryable = useRetryableRun()
  const [isOpen, setIsOpen] = useState(false)
  const isBlocked = isBusy(sync)
  return (
    <Menu
      opened={isOpen && !isBlocked}
      onChange={(opened) => setIsOpen(opened && !isBlocked)}
      position="bottom-end"
      width={264}
      // Else it would be outside every landmark, and begin with an element that is no item.
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={34}
          radius={6}
          className={styles.opener}
          aria-label={words.more}
          title={words.more}
          aria-disabled={isBlocked}
        >
          <IconChevronDown size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.more}>
        <Way label={words.quick} hint={quickHint(settings)} onClick={sync.startQuick} />
        {retryable && (
          <Way
            label={words.retryPages}
            hint={words.retryPagesHint(failedPages(retryable))}
            onClick={() => sync.retryPages(retryable.id)}
          />
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function quickHint({ syncProducts, syncStock }: Settings): string {
  if (!syncStock) return words.quickHintProducts
  return syncProducts ? words.quickHint : words.quickHintStock
}

/** One item: its name, and under it what it does. */
function Way({ label, hint, onClick }: { label: string; hint: string; onClick: () => void }) {
  const id = useId()
  return (
    <Menu.Item aria-labelledby={`${id}label`} aria-describedby={`${id}hint`} onClick={onClick}>
      <span id={`${id}label`} className={styles.label}>
        {label}
      </span>
      <span id={`${id}hint`} className={styles.hint}>
        {hint}
      </span>
    </Menu.Item>
  )
}
