import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { describeError } from '../../components/list-states'
import { useApi } from '../../lib/api'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useConnection } from '../../lib/use-connection'

const words = text.commands.scan

interface Scanned {
  /** What there is to say of the newest scan; '': nothing. */
  note: string
  scanned: (code: string) => void
  dismiss: () => void
}

/** Opens the product that a scanned code is of. When that is not one product, the code is searched for. */
export function useScanned(): Scanned {
  const api = useApi()
  const { id: connectionId } = useConnection()
  const [location, navigate] = useLocation()
  const [note, setNote] = useState({ words: '', location })
  const newest = useRef(0)

  const scanned = async (code: string) => {
    newest.current += 1
    const scan = newest.current
    setNote({ words: '', location })
    const say = (said: string) => setNote({ words: said, location: '/stock' })
    try {
      const [productId, ...others] = await api.call('stock.findCode', { connectionId, code })
      if (scan !== newest.current) return
      if (productId !== undefined && others.length === 0) return openProduct(navigate, productId)
      navigate(`/stock?${new URLSearchParams({ search: code })}`)
      say(productId === undefined ? words.none(code) : words.several(code, formatNumber(others.length + 1)))
    } catch (error) {
      if (scan !== newest.current) return
      setNote({ words: words.failed(code, describeError(error as Error)), location })
    }
  }
  const dismiss = () => setNote({ words: '', location })

  // It speaks of the view it was said in.
  const isElsewhere = note.words !== '' && note.location !== location
  if (isElsewhere) setNote({ words: '', location })

  return { note: isElsewhere ? '' : note.words, scanned: (code) => void scanned(code), dismiss }
}

/** Opens a product over the stock view, and goes on in its panel. */
export function openProduct(
  navigate: (to: string, options: { state: unknown }) => void,
  productId: number,
): void {
  navigate(`/stock/${productId}`, { state: { takesFocus: true } })
}
