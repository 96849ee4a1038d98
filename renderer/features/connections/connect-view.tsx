import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { ProductMark } from '../../components/product-mark'
import { text } from '../../lib/text'
import { Notices } from '../frame/notices'
import { ConnectForm } from './connect-form'
import styles from './connect-view.module.css'

const words = text.connections

/** Shown while no account is connected: what to bring, what is kept, and the form. */
export function ConnectView() {
  const [, navigate] = useLocation()
  // Whatever was open, searched or filtered belonged to the account that is gone; a new one starts at its
  // stock. The question mark empties the search part of the address, which navigating leaves alone otherwise.
  useEffect(() => navigate('/today?', { replace: true }), [navigate])

  return (
    <main className={styles.page}>
      <div className={styles.explanation}>
        <p className={styles.brand}>
          <ProductMark />
          {text.productName}
        </p>
        <h1 className={styles.headline}>{words.headline}</h1>
        <p className={styles.promise}>{words.promise}</p>
        <Points title={words.needTitle} points={words.need} />
        <Points title={words.keptTitle} points={words.kept} />
      </div>
      <div className={styles.side}>
        <Notices />
        <ConnectForm />
      </div>
    </main>
  )
}

function Points({ title, points }: { title: string; points: string[] }) {
  return (
    <section className={styles.points}>
      <h2>{title}</h2>
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  )
}
