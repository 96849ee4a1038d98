/** A scanner sends its keys closer together than most people type; on a busy computer they come later than it sends them. */
export const KEY_GAP_MS = 100
/** What follows within this time belongs to what was typed, or to a scan that came too slowly. */
const RUN_GAP_MS = 400
const SHORTEST_CODE = 4

export interface PressedKey {
  key: string
  /** When it was pressed, in ms of the event's own clock. */
  timeStamp: number
  /** Held down. */
  repeat: boolean
  /** Together with Ctrl, Alt or Cmd. */
  isChord: boolean
}

/**
 * What a key was: part of typing, a character that may begin a burst, one that goes on with it, its end, the end of one that
 * was not read whole, or nothing by itself.
 */
export type ScanStep =
  | { kind: 'typed' }
  | { kind: 'first' }
  | { kind: 'burst' }
  | { kind: 'code'; code: string }
  | { kind: 'broken' }
  | { kind: 'aside' }

const typed: ScanStep = { kind: 'typed' }

/** Tells a scan from typing: a burst of characters that ends with Enter. */
export class ScanReader {
  #text = ''
  #lastAt = Number.NEGATIVE_INFINITY
  /** Characters that came one after the other, be they a scan or not. */
  #run = 0

  read({ key, timeStamp, repeat, isChord }: PressedKey): ScanStep {
    // For capital letters. It comes between two characters and is neither.
    if (key === 'Shift') return { kind: 'aside' }
    const gap = timeStamp - this.#lastAt
    const before = gap < KEY_GAP_MS ? this.#text : ''
    const run = gap < RUN_GAP_MS ? this.#run : 0
    this.forget()
    if (repeat || isChord) return typed
    if (key === 'Enter') {
      if (run < SHORTEST_CODE) return typed
      return before.length === run ? { kind: 'code', code: before } : { kind: 'broken' }
    }
    if ([...key].length !== 1) return typed
    this.#text = before + key
    this.#run = run + 1
    this.#lastAt = timeStamp
    return { kind: before === '' ? 'first' : 'burst' }
  }

  forget(): void {
    this.#text = ''
    this.#run = 0
    this.#lastAt = Number.NEGATIVE_INFINITY
  }
}
