import styles from './product-mark.module.css'

/** The product's mark, drawn as in the app's icon: goods on a shelf, and the eye on them. */
export function ProductMark() {
  return (
    <svg viewBox="0 0 16 16" width={28} height={28} aria-hidden>
      <rect width="16" height="16" rx="3.5" className={styles.tile} />
      <path d="M2 12h12v1H2zM3 4h2v7H3zM6 6h2v5H6z" className={styles.shelf} />
      <circle cx="11.5" cy="8.5" r="2" className={styles.eye} />
      <circle cx="11.5" cy="8.5" r=".75" className={styles.pupil} />
    </svg>
  )
}
