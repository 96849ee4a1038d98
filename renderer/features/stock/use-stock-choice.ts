import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useLocationProperty } from 'wouter/use-browser-location'
import { parseChoice, type StockChoice, writeChoice } from './stock-choice'

/** Chromium refuses more than some seven address changes a second, which a barcode scanner exceeds. */
const ADDRESS_DELAY_MS = 200

/** As it stands in the address. wouter's own hook decodes it, and `50%20x` would become `50 x` when parsed. */
const writtenSearch = () => window.location.search.slice(1)

/** The choice and how to change a part of it. The address follows shortly after, and links into the view are obeyed. */
export function useStockChoice(): [StockChoice, (change: Partial<StockChoice>) => void] {
  const search = useLocationProperty(writtenSearch)
  const [location, navigate] = useLocation()
  const [choice, setChoice] = useState(() => parseChoice(search))
  const written = useRef(search)
  const unwritten = useRef<string | null>(null)

  useEffect(() => {
    const next = writeChoice(choice)
    unwritten.current = next === written.current ? null : next
    if (unwritten.current === null) return
    const timer = setTimeout(() => {
      unwritten.current = null
      written.current = next
      navigate(`${location}?${next}`, { replace: true })
    }, ADDRESS_DELAY_MS)
    return () => clearTimeout(timer)
  }, [choice, location, navigate])

  // Whoever leaves the view sooner than that finds the choice as it was left.
  useEffect(
    () => () => {
      const place = window.location.hash.slice(1)
      if (unwritten.current !== null) navigate(`${place}?${unwritten.current}`, { replace: true })
    },
    [navigate],
  )

  useEffect(() => {
    if (search === written.current) return
    written.current = search
    setChoice(parseChoice(search))
  }, [search])

  const change = useCallback((part: Partial<StockChoice>) => setChoice((now) => ({ ...now, ...part })), [])
  return [choice, change]
}
