/** A scanner sends its keys much closer together than anybody types. */
export const KEY_GAP_MS = 50
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
 * What a key was: part of typing, a character that may begin a burst, one that goes on with it, its end, or nothing
 * by itself.
 */
export type ScanStep =
  | { kind: 'typed' }
  | { kind: 'first' }
  | { kind: 'burst' }
  | { kind: 'code'; code: string }
  | { kind: 'aside' }

const typed: ScanStep = { kind: 'typed' }

/** Tells a scan from typing: a burst of characters that ends with Enter. */
export class ScanReader {
  #text = ''
  #lastAt = Number.NEGATIVE_INFINITY

  read({ key, timeStamp, repeat, isChord }: PressedKey): ScanStep {
    // For capital letters. It comes between two characters and is neither.
    if (key === 'Shift') return { kind: 'aside' }
    const isClose = timeStamp - this.#lastAt < KEY_GAP_MS
    const before = isClose ? this.#text : ''
    this.forget()
    if (repeat || isChord) return typed
    if (key === 'Enter') return before.length >= SHORTEST_CODE ? { kind: 'code', code: before } : typed
    if ([...key].length !== 1) return typed
    this.#text = before + key
    this.#lastAt = timeStamp
    return { kind: before === '' ? 'first' : 'burst' }
  }

  forget(): void {
    this.#text = ''
    this.#lastAt = Number.NEGATIVE_INFINITY
  }
}
