import { useCallback, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { defaultSettings } from '../../../shared/defaults'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import type { GridHandle } from '../../lib/use-row-focus'
import { useSettings } from '../../lib/use-settings'
import { isInFloating, isTextField, useWindowKey } from '../../lib/use-window-key'
import { View } from '../frame/view'
import { ReorderPointsDialog } from '../reorder/reorder-points-dialog'
import { ProductPanel } from './product-panel'
import { StockControls, StockSearch } from './stock-controls'
import { StockList } from './stock-list'
import styles from './stock-list.module.css'
import { StockOutcome } from './stock-outcome'
import { useStockChoice } from './use-stock-choice'
import { useStockExport } from './use-stock-export'
import { useStockWindow } from './use-stock-window'

/** Every product with its figures, and one product's panel over it when the address names one. */
export function StockView({ openProductId }: { openProductId: number | null }) {
  const { id: connectionId } = useConnection()
  const [choice, changeChoice] = useStockChoice()
  const { data: summary } = useCall('stock.summary', { connectionId })
  const { settings = defaultSettings, change: changeSettings } = useSettings()
  const list = useStockWindow(choice)
  const exporting = useStockExport(choice, settings.stockColumns)
  const [error, setError] = useState<Error | null>(null)
  const [productsToSet, setProductsToSet] = useState<number[] | null>(null)
  const [, navigate] = useLocation()
  const isWide = settings.wideProduct
  const [panelTakesFocus, setPanelTakesFocus] = useState(false)
  const isFromCommand = useHistoryState<{ takesFocus?: boolean } | null>()?.takesFocus === true
  const grid = useRef<GridHandle>(null)

  const open = useCallback(
    (productId: number, by: 'mouse' | 'keyboard') => {
      setPanelTakesFocus(by === 'keyboard')
      navigate(`/stock/${productId}`)
    },
    [navigate],
  )
  const close = useCallback(() => {
    navigate('/stock')
    grid.current?.focusRow()
  }, [navigate])

  useWindowKey((event) => {
    if (event.key !== 'Escape' || openProductId === null || isInFloating(event.target)) return
    if (isTextField(event.target) && choice.search) return
    event.preventDefault()
    close()
  })

  return (
    <View
      title={text.stock.title}
      search={
        <StockSearch
          search={choice.search}
          onChange={changeChoice}
          onLeave={() => grid.current?.focusRow()}
        />
      }
      filters={
        <StockControls
          choice={choice}
          onChange={changeChoice}
          summary={summary}
          columns={settings.stockColumns}
          total={list.snapshot?.total}
          exporting={exporting}
          onError={setError}
        />
      }
    >
      <div className={styles.list} inert={isWide && openProductId !== null}>
        <StockOutcome
          exporting={exporting}
          error={error}
          onDismiss={() => {
            exporting.forget()
            setError(null)
          }}
        />
        <StockList
          list={list}
          onChange={changeChoice}
          summary={summary}
          openProductId={openProductId}
          onOpen={open}
          exporting={exporting}
          onError={setError}
          onSetReorderPoints={setProductsToSet}
          gridRef={grid}
        />
      </div>
      <ReorderPointsDialog
        isOpen={productsToSet !== null}
        target={productsToSet && { kind: 'products', productIds: productsToSet, locationId: null }}
        summary={summary}
        onClose={() => setProductsToSet(null)}
      />
      {openProductId !== null && (
        <ProductPanel
          key={openProductId}
          productId={openProductId}
          isStockRead={summary?.confirmedAt !== null}
          takesFocus={panelTakesFocus || isFromCommand}
          isWide={isWide}
          onWiden={(wideProduct) => changeSettings({ wideProduct })}
          onClose={close}
        />
      )}
    </View>
  )
}
