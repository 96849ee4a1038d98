import { text } from '../../lib/text'
import { View } from '../frame/view'

export function StockView({ openProductId }: { openProductId: number | null }) {
  return <View title={text.stock.title}>{openProductId}</View>
}
