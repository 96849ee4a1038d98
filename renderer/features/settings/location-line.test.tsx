import { describe, expect, it } from 'vitest'
import { firstPicture } from '../../testing/render'
import { LocationLine } from './location-line'

const locations = [
  { id: 1, name: 'Depot' },
  { id: 2, name: 'Shop' },
]
const lineFor = (shown: typeof locations, mutedIds: number[]) =>
  firstPicture(<LocationLine locations={shown} mutedIds={mutedIds} onChange={() => {}} />, { answers: {} })

describe('the locations of which notices are shown', () => {
  it('say that no notice is shown once none of them is ticked', () => {
    expect(lineFor(locations, [2, 1, 9])).toContain('so no notice is shown')
    expect(lineFor(locations, [2, 9])).not.toContain('so no notice is shown')
    expect(lineFor([], [])).not.toContain('so no notice is shown')
  })
})
