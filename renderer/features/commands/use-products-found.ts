import { useDebouncedValue } from '@mantine/hooks'
import type { StockPage } from '../../../shared/domain/stock'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { startChoice } from '../stock/stock-choice'

const SHOWN = 20
/** About two letters of somebody who types fast. */
const PAUSE_MS = 80

interface ProductsFound {
  /** The newest answer; null: nothing is searched for, or nothing answered yet. */
  page: StockPage | null
  /** It answers what is typed now. */
  isSettled: boolean
}

/** Products by name, SKU or barcode, shortly after the typing. */
export function useProductsFound(typed: string): ProductsFound {
  const { id: connectionId } = useConnection()
  const search = typed.trim()
  const [asked] = useDebouncedValue(search, PAUSE_MS)
  const isAsking = search !== '' && asked !== ''
  const sort = { column: 'product', descending: false } as const
  const { data, isPlaceholderData, isFetching } = useCall(
    'stock.list',
    { ...startChoice, connectionId, search: asked, sort, offset: 0, limit: SHOWN },
    { enabled: isAsking, keepPrevious: true },
  )
  if (search === '') return { page: null, isSettled: true }
  return {
    page: isAsking && data ? data : null,
    isSettled: asked === search && !isPlaceholderData && !isFetching,
  }
}
