import {
  type FocusEvent,
  type KeyboardEvent,
  type Ref,
  type RefObject,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react'
import { indexOf, isRow } from './grid-row'
import { nextIndex } from './next-index'

export interface GridHandle {
  /** Gives the keyboard to the row that had it last. */
  focusRow(): void
}

interface RowFocusOptions {
  ref: Ref<GridHandle> | undefined
  /** The row that has, or had last, the keyboard. */
  activeIndex: number
  activate: (index: number) => void
  total: number
  /** In CSS pixels. */
  rowHeight: number
  /** Scrolls until this row is on screen. */
  show: (index: number) => void
  /** The focus was on the row at `before` and went along to the active one. */
  onFollowed?: (before: number) => void
}

/** Keeps the focus on the row with the keyboard while rows come and go, and moves it by keys. */
export function useRowFocus(scroller: RefObject<HTMLElement | null>, options: RowFocusOptions) {
  const { activeIndex, activate, total, rowHeight, show, onFollowed } = options

  const focusActive = () => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeIndex}"]`)
    row?.focus({ preventScroll: true })
    return row !== null && row !== undefined
  }
  // The row that a key leads to may be drawn only after the one that had the focus is gone.
  const isOnTheWay = useRef(false)
  const indexBefore = useRef(activeIndex)
  useLayoutEffect(() => {
    const before = indexBefore.current
    indexBefore.current = activeIndex
    const focused = document.activeElement
    const isNowhere = focused === document.body
    if (isOnTheWay.current && (!isNowhere || focusActive())) isOnTheWay.current = false
    if (before === activeIndex || !isRow(focused) || !scroller.current?.contains(focused)) return
    focusActive()
    onFollowed?.(before)
  })
  useImperativeHandle(options.ref, () => ({
    focusRow: () => {
      show(activeIndex)
      focusActive()
    },
  }))

  return {
    /** The row that the key led to, or null when it is none that moves. */
    moveByKey(event: KeyboardEvent): number | null {
      const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
      const next = nextIndex(event.key, activeIndex, total, pageRows)
      if (next === null) return null
      isOnTheWay.current = next !== activeIndex
      activate(next)
      show(next)
      return next
    },
    onFocus({ target }: FocusEvent) {
      if (isRow(target)) activate(indexOf(target))
    },
  }
}
