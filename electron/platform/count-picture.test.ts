import { expect, it } from 'vitest'
import { countPictureSize, drawCount } from './count-picture'

/** The picture in characters: every second dot of every second row. */
function look(count: number): string[] {
  const { width } = countPictureSize
  const pixels = drawCount(count)
  return [3, 5, 7, 9, 11].map((y) =>
    [1, 3, 5, 7, 9, 11, 13].map((x) => (pixels[(y * width + x) * 4] === 255 ? '#' : '.')).join(''),
  )
}

it('draws a count of one and of two digits', () => {
  expect(look(7)).toEqual(['..###..', '....#..', '....#..', '....#..', '....#..'])
  expect(look(42)).toEqual(['#.#.###', '#.#...#', '###.###', '..#.#..', '..#.###'])
})

it('shows 99 for more', () => {
  expect(look(1_234)).toEqual(look(99))
})
