import { describe, expect, it } from 'vitest'
import { describePlaces } from './state-places'

describe('describePlaces', () => {
  it('names the one location that has the state', () => {
    expect(describePlaces({ stateLocations: ['Queen St Shop'] }, 3)).toBe('at Queen St Shop')
  })

  it('counts several of more locations', () => {
    expect(describePlaces({ stateLocations: ['Queen St Shop', 'Depot'] }, 3)).toBe('at 2 of 3 locations')
  })

  it('says nothing when every location in view has the state, or none is worth naming', () => {
    expect(describePlaces({ stateLocations: ['Queen St Shop', 'Depot'] }, 2)).toBe('')
    expect(describePlaces({ stateLocations: ['Depot'] }, 1)).toBe('')
    expect(describePlaces({ stateLocations: [] }, 3)).toBe('')
  })

  it('says nothing when one location is chosen', () => {
    expect(describePlaces({ stateLocations: ['Depot'] }, null)).toBe('')
  })
})
