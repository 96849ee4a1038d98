/** Rows of three dots for each digit, from the top, as numbers of three bits. */
const digits = [
  [7, 5, 5, 5, 7],
  [2, 6, 2, 2, 7],
  [7, 1, 7, 4, 7],
  [7, 1, 7, 1, 7],
  [5, 5, 7, 1, 1],
  [7, 4, 7, 1, 7],
  [7, 4, 7, 5, 7],
  [7, 1, 1, 1, 1],
  [7, 5, 7, 5, 7],
  [7, 5, 7, 1, 7],
]
const SIZE = 16
const DOT = 2
const TOP = 3
const ROWS = 5
const red = [0x23, 0x26, 0xb3, 0xff]
const white = [0xff, 0xff, 0xff, 0xff]

/** A count in white on red, 16 by 16 pixels of four bytes: blue, green, red, opacity. More than 99 shows as 99. */
export function drawCount(count: number): Buffer {
  const shown = [...`${Math.min(count, 99)}`].map((digit) => digits[Number(digit)] ?? [])
  const left = shown.length === 1 ? 5 : 1
  const isOn = (x: number, y: number) => {
    const column = Math.floor((x - left) / DOT)
    const row = Math.floor((y - TOP) / DOT)
    const dots = shown[Math.floor(column / 4)]?.[row] ?? 0
    return column >= 0 && row < ROWS && column % 4 < 3 && (dots & (4 >> (column % 4))) !== 0
  }
  const pixels = Array.from({ length: SIZE * SIZE }, (_, index) =>
    isOn(index % SIZE, Math.floor(index / SIZE)) ? white : red,
  )
  return Buffer.from(pixels.flat())
}

export const countPictureSize = { width: SIZE, height: SIZE }
