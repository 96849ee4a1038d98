import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'

/** Of the header that stays at the top, in CSS pixels; see `grid-rows.module.css`. */
const HEADER_HEIGHT = 32
const OVERSCAN_LINES = 4

interface GridLinesOptions {
  /** Of all lines: rows, and heads of groups where there are any. */
  count: number
  /** In CSS pixels. */
  heightOf: (line: number) => number
  /** The line of the row that has, or had last, the keyboard. */
  activeLine: number
  /** How far the list is scrolled at first, in CSS pixels. */
  initialOffset?: number
  /** What is listed: for anything else, the list starts over at its top. */
  choice: object
}

/** The lines of a grid that are on screen. Only they exist; the scroll bar stands for all. */
export function useGridLines(scroller: RefObject<HTMLElement | null>, options: GridLinesOptions) {
  const { count, heightOf, activeLine, initialOffset = 0, choice } = options
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    overscan: OVERSCAN_LINES,
    scrollPaddingStart: HEADER_HEIGHT,
    initialOffset,
    // The row with the keyboard stays, or the focus would be lost when it is scrolled away.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), activeLine])],
  })

  const shownChoice = useRef(choice)
  useEffect(() => {
    if (shownChoice.current === choice) return
    shownChoice.current = choice
    scroller.current?.scrollTo({ top: 0 })
  }, [scroller, choice])

  return virtualizer
}
