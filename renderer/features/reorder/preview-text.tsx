import type { ReorderPreview } from '../../../shared/domain/reorder'
import { ProviderText } from '../../components/provider-text'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import styles from './reorder.module.css'

const words = text.reorder.many
const SHOWN_EXAMPLES = 5

/** "17 products would become low, 3 would recover", with some of them, and how a point for many is meant. */
export function PreviewText({ preview }: { preview: ReorderPreview }) {
  const { products, becomeLow, recover, examples } = preview
  if (products === 0) return words.noProducts
  return (
    <>
      <p>
        {words.preview(products, becomeLow, recover)} {words.eachLocation}
      </p>
      {examples.length > 0 && (
        <ul aria-label={words.examples} className={styles.examples}>
          {examples.slice(0, SHOWN_EXAMPLES).map((pair) => (
            <li key={`${pair.productId} ${pair.location}`}>
              <ProviderText>
                {words.example(
                  pair.name || text.stock.unnamed,
                  pair.location,
                  formatNumber(pair.available),
                  showPoint(pair.before),
                  showPoint(pair.after),
                )}
              </ProviderText>
            </li>
          ))}
          {examples.length > SHOWN_EXAMPLES && <li>{words.others}</li>}
        </ul>
      )}
    </>
  )
}

function showPoint(point: number | null): string {
  return point === null ? words.noPoint : formatNumber(point)
}
