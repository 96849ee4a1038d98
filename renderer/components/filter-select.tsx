import { Select } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import styles from './filter-select.module.css'

/** Beyond this many the list is narrowed by typing. */
const SHOWN_OPTIONS = 200
const SEARCHABLE_FROM = 8
const ANY = ''

interface FilterSelectProps {
  label: string
  /** The words for "no filter". */
  anyLabel: string
  nothingFound: string
  /** `hint`: what an option means, where its name does not say it. */
  options: { value: string; label: string; hint?: string }[]
  value: string | null
  onChange: (value: string | null) => void
}

/** One filter of a list: a dropdown, searchable when it is long. */
export function FilterSelect({ label, anyLabel, nothingFound, options, value, onChange }: FilterSelectProps) {
  const hints = new Map(options.map(({ value, hint }) => [value, hint]))
  const isLong = options.length >= SEARCHABLE_FROM
  return (
    <Select
      aria-label={label}
      placeholder={anyLabel}
      data={[{ value: ANY, label: anyLabel }, ...options]}
      value={value}
      onChange={(next) => onChange(next || null)}
      renderOption={({ option, checked }) => (
        <>
          <span>
            {option.label}
            {hints.get(option.value) && <span className={styles.hint}>{hints.get(option.value)}</span>}
          </span>
          {checked && <IconCheck size={14} stroke={1.8} aria-hidden />}
        </>
      )}
      searchable={isLong}
      limit={SHOWN_OPTIONS}
      nothingFoundMessage={nothingFound}
      onFocus={(event) => isLong && event.currentTarget.select()}
      rightSection={<IconChevronDown size={14} stroke={1.6} aria-hidden />}
      comboboxProps={{ keepMounted: false, width: 'max-content', position: 'bottom-start' }}
      classNames={{
        root: styles.root,
        input: styles.input,
        dropdown: styles.dropdown,
        option: styles.option,
      }}
    />
  )
}
