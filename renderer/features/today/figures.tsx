import { useId } from 'react'
import { Link } from 'wouter'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { StateChip } from '../stock/state-chip'
import type { Figure } from './figure-words'
import styles from './today.module.css'

const placeholders = ['out', 'low', 'incoming', 'stale'] as const

/** The ten-second answer: how many products are in each state that matters, each a way to them. */
export function Figures({ figures }: { figures: Figure[] | null }) {
  return (
    <section aria-label={text.today.figures} className={styles.figures}>
      {figures === null
        ? placeholders.map((state) => (
            <div key={state} className={styles.figure}>
              <StateChip state={state} />
              <b className={styles.count}>
                <span className={styles.pending} />
              </b>
            </div>
          ))
        : figures.map((figure) => <FigureLink key={figure.to} {...figure} />)}
    </section>
  )
}

function FigureLink({ name, state, count, hint, to }: Figure) {
  const id = useId()
  return (
    <Link to={to} aria-label={name} aria-describedby={id} className={styles.figure}>
      <StateChip state={state} />
      <span id={id}>
        <b className={styles.count}>{formatNumber(count)}</b> <span className={styles.hint}>{hint}</span>
      </span>
    </Link>
  )
}
