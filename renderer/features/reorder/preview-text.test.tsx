import { describe, expect, it } from 'vitest'
import { firstPicture } from '../../testing/render'
import { PreviewText } from './preview-text'

const look = (products: number) =>
  firstPicture(<PreviewText preview={{ products, becomeLow: 1, recover: 0, examples: [] }} />, {
    answers: {},
  })

describe('the preview of reorder points for many products', () => {
  it('says what would change, and that the point counts at each location', () => {
    expect(look(17)).toContain(
      '17 products: 1 would become low, 0 would recover. The reorder point counts at each location on its own.',
    )
  })

  it('says of no product that nothing would change', () => {
    expect(look(0)).toBe('No product would be affected.')
  })
})
