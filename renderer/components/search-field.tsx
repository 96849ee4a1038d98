import { IconSearch, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { isModalOpen, isTextField, useWindowKey } from '../lib/use-window-key'
import styles from './search-field.module.css'

interface SearchFieldProps {
  label: string
  hint: string
  clearLabel: string
  value: string
  onChange: (value: string) => void
  /** Arrow down or Enter: on to the results. */
  onLeave?: () => void
}

/** The view's search. `/` anywhere outside a text field leads here. */
export function SearchField({ label, hint, clearLabel, value, onChange, onLeave }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useWindowKey((event) => {
    const isChord = event.ctrlKey || event.metaKey || event.altKey
    if (event.key !== '/' || isChord || isTextField(event.target) || isModalOpen()) return
    event.preventDefault()
    input.current?.focus()
    input.current?.select()
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && value) {
      event.preventDefault()
      onChange('')
    }
    if ((event.key === 'ArrowDown' || event.key === 'Enter') && onLeave) {
      event.preventDefault()
      onLeave()
    }
  }
  return (
    <div className={styles.field}>
      <IconSearch size={16} stroke={1.6} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        title={hint}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className={styles.input}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {value ? (
        <button
          type="button"
          aria-label={clearLabel}
          className={styles.clear}
          onClick={() => {
            onChange('')
            input.current?.focus()
          }}
        >
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      ) : (
        <kbd className={styles.key} aria-hidden>
          /
        </kbd>
      )}
    </div>
  )
}
