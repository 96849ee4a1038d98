import { ActionIcon, CloseButton } from '@mantine/core'
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import type { ProductDetail } from '../../../shared/domain/stock'
import { FailedState, SkeletonRows } from '../../components/list-states'
import { ProviderText } from '../../components/provider-text'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { ProductAlerts } from './product-alerts'
import { ProductChanges } from './product-changes'
import { ProductHistory } from './product-history'
import { ProductIncoming } from './product-incoming'
import { ProductLevels } from './product-levels'
import styles from './product-panel.module.css'
import { RunOutFact } from './product-run-out'

const words = text.product

interface ProductPanelProps {
  productId: number
  /** False before the first complete stock list: what Cin7 lists no stock of may still have some. */
  isStockRead: boolean
  /** True when it was opened from the keyboard, which then goes on in here. */
  takesFocus: boolean
  /** It takes the place of the list. */
  isWide: boolean
  onWiden: (isWide: boolean) => void
  onClose: () => void
}

/** One product over the list: what it is, its figures at each location and where each came from. */
export function ProductPanel(props: ProductPanelProps) {
  const { productId, isStockRead, takesFocus, isWide, onWiden, onClose } = props
  const { id: connectionId } = useConnection()
  const product = useCall('stock.product', { connectionId, productId })
  const panel = useRef<HTMLElement>(null)
  const headingId = useId()
  const WidenIcon = isWide ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal

  useEffect(() => {
    if (takesFocus) panel.current?.focus()
  }, [takesFocus])

  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-labelledby={product.data ? headingId : undefined}
      aria-label={product.data ? undefined : words.loading}
      className={styles.panel}
      data-wide={isWide}
    >
      <ActionIcon
        variant="subtle"
        size={28}
        aria-label={isWide ? words.narrow : words.widen}
        title={isWide ? words.narrow : words.widen}
        className={styles.widen}
        onClick={() => onWiden(!isWide)}
      >
        <WidenIcon size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      <CloseButton aria-label={text.actions.close} className={styles.close} onClick={onClose} />
      {product.isPending && <SkeletonRows rows={6} label={words.loading} />}
      {product.isError && <FailedState error={product.error} onRetry={() => void product.refetch()} />}
      {product.data && (
        <ProductContent product={product.data} isStockRead={isStockRead} headingId={headingId} />
      )}
    </section>
  )
}

interface ProductContentProps {
  product: ProductDetail
  isStockRead: boolean
  headingId: string
}

function ProductContent({ product, isStockRead, headingId }: ProductContentProps) {
  const now = useNow()
  return (
    <>
      <h2 id={headingId} className={styles.name}>
        <ProviderText>{product.name || text.stock.unnamed}</ProviderText>
      </h2>
      <p className={styles.codes}>
        <span title={words.sku}>
          <ProviderText>{product.sku}</ProviderText>
        </span>
        {product.barcode && (
          <>
            {' · '}
            <span title={words.barcode}>
              <ProviderText>{product.barcode}</ProviderText>
            </span>
          </>
        )}
      </p>
      <dl className={styles.facts}>
        {listFacts(product).map(([name, value]) => (
          <div key={`${name} ${value}`} className={styles.fact}>
            <dt>{name}</dt>
            <dd>
              <ProviderText>{value}</ProviderText>
            </dd>
          </div>
        ))}
        <RunOutFact locations={product.locations} now={now} />
      </dl>
      <ProductLevels
        productId={product.productId}
        locations={product.locations}
        isStockRead={isStockRead}
        now={now}
      />
      {product.locations.length > 0 && (
        <ProductHistory productId={product.productId} locations={product.locations} now={now} />
      )}
      <ProductAlerts productId={product.productId} now={now} />
      {product.incoming && <ProductIncoming incoming={product.incoming} now={now} />}
      {(isStockRead || product.changes.length > 0) && <ProductChanges changes={product.changes} now={now} />}
    </>
  )
}

function listFacts(product: ProductDetail): [string, string][] {
  const suppliers = product.suppliers.map(({ name, supplierSku }): [string, string] => [
    words.supplier,
    supplierSku ? `${name} · ${supplierSku}` : name,
  ])
  const facts: [string, string][] = [
    ...suppliers,
    [words.category, product.category],
    [words.brand, product.brand],
  ]
  return facts.filter(([, value]) => value !== '')
}
