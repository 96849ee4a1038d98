import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator'
import { type DayEvent, WorkingDay } from './working-day'

const plan = { products: 80, locations: 3 }
let simulator: Simulator

beforeEach(async () => {
  simulator = await startSimulator({ plan })
})
afterEach(() => simulator.close())

function play(day: WorkingDay): DayEvent[] {
  const events: DayEvent[] = []
  for (let event = day.next(); event; event = day.next()) events.push(event)
  return events
}

const sum = (figure: 'onHand' | 'allocated' | 'onOrder' | 'inTransit') =>
  simulator.expectedFigures().reduce((total, row) => total + row[figure], 0)

const unitsOf = (events: DayEvent[], kind: DayEvent['kind']) =>
  events.reduce((total, event) => total + (event.kind === kind ? event.units : 0), 0)

/** By open orders. */
function owed(): number {
  return simulator.shop.purchaseOrders
    .filter(
      ({ stage, isDropShip, type }) => stage === 'ordered' && !isDropShip && type !== 'Service Purchase',
    )
    .flatMap(({ lines }) => lines)
    .reduce((total, { quantity, received }) => total + quantity - received, 0)
}

describe('a working day in the simulated shop', () => {
  it('sells, promises, receives, and moves goods from opening to closing', () => {
    const events = play(new WorkingDay(simulator))
    const kinds = new Set(events.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['sold', 'promised', 'received', 'sent', 'arrived']))
    const minutes = events.map(({ minute }) => minute)
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b))
    expect(minutes[0]).toBeGreaterThanOrEqual(9 * 60)
    expect(minutes.at(-1)).toBeLessThan(17 * 60 + 30)
  })

  it('loses and makes up no units', () => {
    const before = { onHand: sum('onHand'), allocated: sum('allocated'), onOrder: sum('onOrder') }
    const events = play(new WorkingDay(simulator))
    const [sold, received] = [unitsOf(events, 'sold'), unitsOf(events, 'received')]
    const inTransit = unitsOf(events, 'sent') - unitsOf(events, 'arrived')
    expect(sum('onHand')).toBe(before.onHand - sold + received - inTransit)
    expect(sum('allocated')).toBe(before.allocated + unitsOf(events, 'promised'))
    expect(sum('onOrder')).toBe(before.onOrder - received)
  })

  it('keeps what is on order in step with the open orders, and their day until they have come', () => {
    expect(sum('onOrder')).toBe(owed())
    const events = play(new WorkingDay(simulator))
    expect(unitsOf(events, 'received')).toBeGreaterThan(0)
    expect(sum('onOrder')).toBe(owed())
    const rows = simulator.shop.products.flatMap(({ stock }) => stock)
    expect(rows.filter(({ onOrder, nextDelivery }) => onOrder === 0 && nextDelivery !== null)).toEqual([])
  })

  it('is the same day again for the same seed, and another one for another', async () => {
    const events = play(new WorkingDay(simulator, { seed: 5 }))
    for (const [seed, isSame] of [
      [5, true],
      [6, false],
    ] as const) {
      const other = await startSimulator({ plan })
      const again = play(new WorkingDay(other, { seed }))
      await other.close()
      expect(JSON.stringify(again) === JSON.stringify(events)).toBe(isSame)
    }
  })
})
