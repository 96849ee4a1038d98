import {
  IconActivity,
  IconBell,
  IconBox,
  IconHistory,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { ProductMark } from '../../components/product-mark'
import { ProviderText, showControls } from '../../components/provider-text'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import styles from './frame.module.css'

const ALERTS = '/alerts'

const entries: { to: string; label: string; icon: TablerIcon }[] = [
  { to: '/today', label: text.frame.today, icon: IconActivity },
  { to: '/stock', label: text.frame.stock, icon: IconBox },
  { to: ALERTS, label: text.alerts.title, icon: IconBell },
  { to: '/history', label: text.frame.history, icon: IconHistory },
  { to: '/settings', label: text.frame.settings, icon: IconSettings },
]

export function Rail() {
  const connection = useConnection()
  const [location] = useLocation()
  const { data: counts } = useCall('alerts.counts', { connectionId: connection.id })
  const openCount = counts && formatNumber(counts.open)
  const nameOf = (to: string, label: string) =>
    to === ALERTS && openCount !== undefined ? text.alerts.openCount(openCount) : label
  return (
    <nav aria-label={text.frame.navigation} className={styles.rail}>
      <div className={styles.brand}>
        <ProductMark />
        <span className={styles.brandWords}>
          {text.productName}
          <span className={styles.company} title={showControls(connection.companyName)}>
            <ProviderText>{connection.companyName}</ProviderText>
          </span>
        </span>
      </div>
      <div className={styles.nav}>
        {entries.map(({ to, label, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className={styles.link}
            title={nameOf(to, label)}
            aria-label={nameOf(to, label)}
            aria-current={location.startsWith(to) ? 'page' : undefined}
          >
            <Icon size={16} stroke={1.6} aria-hidden />
            <span className={styles.linkWords}>{label}</span>
            {to === ALERTS && counts && counts.open > 0 && (
              <span className={styles.linkCount}>{openCount}</span>
            )}
          </Link>
        ))}
      </div>
      {connection.source === 'sample' && <p className={styles.sample}>{text.frame.sampleData}</p>}
    </nav>
  )
}
