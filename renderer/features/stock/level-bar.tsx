import styles from './level-bar.module.css'

/** The bar is full at this many times the reorder point, so its mark stands at a third. */
const FULL_AT_POINTS = 3

interface LevelBarProps {
  available: number
  reorderPoint: number | null
  /** On order makes up for what is missing, so nothing has to be done. */
  isCovered: boolean
}

/** What is available against the reorder point, for the eye only: the numbers stand beside it. */
export function LevelBar({ available, reorderPoint, isCovered }: LevelBarProps) {
  if (reorderPoint === null || reorderPoint <= 0) return <span className={styles.blank} />
  const fraction = Math.min(1, Math.max(0, available / (reorderPoint * FULL_AT_POINTS)))
  const isShort = available <= reorderPoint && !isCovered
  return (
    <span className={styles.bar} data-short={isShort || undefined}>
      <i className={styles.fill} style={{ width: `${fraction * 100}%` }} />
      <i className={styles.mark} />
    </span>
  )
}
