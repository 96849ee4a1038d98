import { useEffect, useRef } from 'react'
import type { StockState } from '../../../shared/domain/stock'
import { ProviderText } from '../../components/provider-text'
import { text } from '../../lib/text'
import { StateChip } from '../stock/state-chip'
import styles from './command-palette.module.css'
import type { Command } from './use-commands'

/** A command, or a product with what is known of it. */
export interface Choice extends Command {
  detail?: string
  available?: string
  state?: StockState
}

interface PaletteListProps {
  id: string
  groups: { name: string; commands: Choice[] }[]
  chosenId: string | undefined
  onChoose: (choice: Choice) => void
}

/** What can be chosen, by kind. The keyboard is in the field above. */
export function PaletteList({ id, groups, chosenId, onChoose }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosenId) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosenId])
  return (
    <div
      ref={list}
      role="listbox"
      id={id}
      aria-label={text.commands.title}
      tabIndex={-1}
      className={styles.list}
    >
      {groups.map(({ name, commands }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options
        <div key={name} role="group" aria-label={name}>
          <p className={styles.group} aria-hidden>
            {name}
          </p>
          {commands.map((choice) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are pressed in the field above
            <div
              key={choice.id}
              id={`${id}${choice.id}`}
              role="option"
              aria-selected={choice.id === chosenId}
              tabIndex={-1}
              className={styles.choice}
              onClick={() => onChoose(choice)}
            >
              <span className={styles.words}>
                <ProviderText>{choice.label}</ProviderText>
                {choice.detail !== undefined && (
                  <span className={styles.detail}>
                    <ProviderText>{choice.detail}</ProviderText>
                  </span>
                )}
              </span>
              {choice.available !== undefined && <span className={styles.available}>{choice.available}</span>}
              {choice.state !== undefined && <StateChip state={choice.state} />}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
