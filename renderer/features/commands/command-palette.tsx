import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { StockPage } from '../../../shared/domain/stock'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './command-palette.module.css'
import { type Choice, PaletteList } from './palette-list'
import { narrowCommands, useCommands } from './use-commands'
import { useProductsFound } from './use-products-found'
import { openProduct } from './use-scanned'

const words = text.commands

interface CommandPaletteProps {
  onClose: () => void
  /** Something else is shown now, which takes the focus. */
  onLeave: () => void
  onKeys: () => void
}

/** Products, views and actions by what is typed. The focus stays in the field; the arrows choose. */
export function CommandPalette({ onClose, onLeave, onKeys }: CommandPaletteProps) {
  const [typed, setTyped] = useState('')
  const [chosenId, setChosenId] = useState('')
  const isRunWanted = useRef(false)
  const [, navigate] = useLocation()
  const found = useProductsFound(typed)
  const commands = useCommands(onKeys)
  const listId = useId()

  const showAll = () => navigate(`/stock?${new URLSearchParams({ search: typed.trim() })}`)
  const groups = [
    ...narrowCommands(commands, typed),
    ...productGroup(found.page, (productId) => openProduct(navigate, productId), showAll),
  ]
  const choices = groups.flatMap((group): Choice[] => group.commands)
  const chosen = choices.find(({ id }) => id === chosenId) ?? choices[0]

  const run = (choice: Choice) => {
    if (choice.leaves) onLeave()
    else onClose()
    choice.run()
  }
  // Enter came before the answer to what is typed: a scan, for one.
  const runWhenSettled = useEffectEvent(() => chosen && run(chosen))
  useEffect(() => {
    if (!isRunWanted.current || !found.isSettled) return
    isRunWanted.current = false
    runWhenSettled()
  }, [found.isSettled])

  const enter = () => {
    if (!found.isSettled) isRunWanted.current = true
    else if (chosen) run(chosen)
  }

  const move = (step: number) => {
    const next = (choices.findIndex(({ id }) => id === chosen?.id) + step + choices.length) % choices.length
    setChosenId(choices[next]?.id ?? '')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') enter()
    else return
    event.preventDefault()
  }

  return (
    <Modal.Root
      opened
      onClose={onClose}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      size="min(600px, 90vw)"
      yOffset="12vh"
    >
      <Modal.Overlay />
      <Modal.Content aria-label={words.title} className={styles.content ?? ''}>
        <Modal.Body className={styles.body ?? ''}>
          <div className={styles.field}>
            <IconSearch size={16} stroke={1.6} aria-hidden />
            <input
              role="combobox"
              aria-label={words.placeholder}
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={chosen && `${listId}${chosen.id}`}
              aria-autocomplete="list"
              placeholder={words.placeholder}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              className={styles.input}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
                setChosenId('')
                isRunWanted.current = false
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <PaletteList id={listId} groups={groups} chosenId={chosen?.id} onChoose={run} />
          <p role="status" className={choices.length > 0 ? 'visually-hidden' : styles.nothing}>
            {choices.length > 0
              ? words.found(choices.length)
              : found.isSettled
                ? words.nothingFound
                : words.looking}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function productGroup(page: StockPage | null, open: (productId: number) => void, showAll: () => void) {
  if (!page || page.total === 0) return []
  const products = page.rows.map(
    (row): Choice => ({
      id: `product-${row.productId}`,
      label: row.name || text.stock.unnamed,
      detail: row.barcode ? `${row.sku} · ${row.barcode}` : row.sku,
      state: row.state,
      available: words.available(formatNumber(row.available)),
      leaves: true,
      run: () => open(row.productId),
    }),
  )
  const all = { id: 'all', label: words.showAll(formatNumber(page.total)), leaves: true, run: showAll }
  return [
    { name: words.groups.products, commands: page.total > products.length ? [...products, all] : products },
  ]
}
