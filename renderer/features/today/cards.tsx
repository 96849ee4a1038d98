import type { ReactNode } from 'react'
import type { Away } from '../../../shared/domain/today'
import { formatExact, formatMoment, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './cards.module.css'

interface CardProps {
  title: string
  note?: { words: string; exact: string } | undefined
  /** Each with its value; or words in their place. */
  lines: readonly (readonly [name: string, value: string])[]
  children?: ReactNode
}

/** A few facts under a heading. */
export function Card({ title, note, lines, children }: CardProps) {
  return (
    <section aria-label={title} className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{title}</h2>
        {note && <span title={note.exact}>{note.words}</span>}
      </header>
      {children}
      {lines.length > 0 && (
        <dl className={styles.lines}>
          {lines.map(([name, value]) => (
            <div key={name} className={styles.line}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

/** What happened between the last time the window was on screen and now. */
export function AwayCard({
  away,
  hasFailed,
  now,
}: {
  away: Away | undefined
  hasFailed: boolean
  now: number
}) {
  const words = text.today.away
  if (hasFailed) {
    return (
      <Card title={words.title} lines={[]}>
        <p className={styles.cardWords}>{words.failed}</p>
      </Card>
    )
  }
  if (away?.since === null) {
    return (
      <Card title={words.title} lines={[]}>
        <p className={styles.cardWords}>{words.first}</p>
      </Card>
    )
  }
  const count = (value: number | undefined) =>
    value === undefined ? text.today.nothing : formatNumber(value)
  return (
    <Card
      title={words.title}
      note={away && { words: words.since(formatMoment(away.since, now)), exact: formatExact(away.since) }}
      lines={[
        [words.figures, count(away?.figuresChanged)],
        [words.products, count(away?.productsChanged)],
        [words.becameLow, count(away?.becameLow)],
        [words.recovered, count(away?.recovered)],
      ]}
    />
  )
}
