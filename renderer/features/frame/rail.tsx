import { IconBox, IconHistory, IconSettings, type TablerIcon } from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { ProductMark } from '../../components/product-mark'
import { ProviderText, showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'
import styles from './frame.module.css'

const entries: { to: string; label: string; icon: TablerIcon }[] = [
  { to: '/stock', label: text.frame.stock, icon: IconBox },
  { to: '/history', label: text.frame.history, icon: IconHistory },
  { to: '/settings', label: text.frame.settings, icon: IconSettings },
]

export function Rail() {
  const connection = useConnection()
  const [location] = useLocation()
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
            title={label}
            aria-current={location.startsWith(to) ? 'page' : undefined}
          >
            <Icon size={16} stroke={1.6} aria-hidden />
            <span className={styles.linkWords}>{label}</span>
          </Link>
        ))}
      </div>
      {connection.source === 'sample' && <p className={styles.sample}>{text.frame.sampleData}</p>}
    </nav>
  )
}
