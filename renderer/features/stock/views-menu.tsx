import { Button, Menu, Popover } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { memo, useRef, useState } from 'react'
import { defaultSettings } from '../../../shared/defaults'
import { describeError } from '../../components/list-states'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import { activeView, builtInViews, type SavedView, withView } from './built-in-views'
import { parseChoice, type StockChoice, writeChoice } from './stock-choice'
import styles from './stock-tools.module.css'
import { ViewNameForm } from './view-name-form'

const words = text.stockTools.views
/** As many as the settings take. */
const MOST_VIEWS = 50

interface ViewsMenuProps {
  choice: StockChoice
  onChange: (change: Partial<StockChoice>) => void
}

/** Sets of filters, columns and order: built-in ones, and those that were saved under a name. */
export const ViewsMenu = memo(function ViewsMenu({ choice, onChange }: ViewsMenuProps) {
  const { settings = defaultSettings, change, error } = useSettings()
  const [isNaming, setIsNaming] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const { stockViews, stockColumns } = settings
  const shown = { query: writeChoice(choice), columns: stockColumns }
  const active = activeView(stockViews, shown)
  const label = active && active !== builtInViews[0] ? words.active(active.name) : words.button
  const own = stockViews.find((view) => view === active)

  const apply = ({ query, columns }: { query: string; columns?: SavedView['columns'] }) => {
    onChange(parseChoice(query))
    if (columns) change({ stockColumns: columns })
  }
  const close = () => {
    setIsNaming(false)
    opener.current?.focus()
  }
  const item = (view: Omit<SavedView, 'columns'>) => (
    <Menu.Item
      key={view.name}
      onClick={() => apply(view)}
      rightSection={view === active ? <IconCheck size={14} stroke={1.8} aria-hidden /> : null}
    >
      {view.name}
    </Menu.Item>
  )

  return (
    <div className={styles.viewsPlace}>
      <Popover opened={isNaming} onDismiss={close} position="bottom-start" trapFocus withinPortal={false}>
        <Menu position="bottom-start" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button
              ref={opener}
              variant="default"
              className={styles.views}
              title={label}
              rightSection={<IconChevronDown size={14} stroke={1.6} aria-hidden />}
            >
              <span className={styles.viewName}>{label}</span>
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label={words.button} className={styles.viewList}>
            {builtInViews.map(item)}
            {stockViews.length > 0 && <Menu.Label>{words.own}</Menu.Label>}
            {stockViews.map(item)}
            <Menu.Divider />
            <Menu.Item disabled={stockViews.length >= MOST_VIEWS} onClick={() => setIsNaming(true)}>
              {words.save}
            </Menu.Item>
            {own && (
              <Menu.Item onClick={() => change({ stockViews: stockViews.filter((view) => view !== own) })}>
                {words.remove(own.name)}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        {/* Below the button; as one that opens the form itself it would be announced as two things at once. */}
        <Popover.Target>
          <span className={styles.anchor} aria-hidden />
        </Popover.Target>
        <Popover.Dropdown aria-label={words.saveTitle}>
          <ViewNameForm
            saved={stockViews}
            onSave={(name) => {
              change({ stockViews: withView(stockViews, { name, ...shown }) })
              close()
            }}
          />
        </Popover.Dropdown>
        {error && (
          <p role="alert" className={styles.failure}>
            {describeError(error)}
          </p>
        )}
      </Popover>
    </div>
  )
})
