import { describe, expect, it } from 'vitest'
import type { AppEvent } from '../../shared/ipc/events'
import { silentLog } from '../testing/node-ports'
import { EventBus } from './event-bus'

const connectionId = 'c0ffee00-0000-4000-8000-000000000001'

describe('EventBus', () => {
  it('tells every listener, once for each subscription', () => {
    const bus = new EventBus({ log: silentLog })
    const heard: AppEvent[] = []
    const listener = (event: AppEvent) => void heard.push(event)
    bus.subscribe(listener)
    bus.subscribe(listener)
    bus.emit('connection.changed', { connectionId })
    const event = { name: 'connection.changed', payload: { connectionId } }
    expect(heard).toEqual([event, event])
  })

  it('stops telling a listener that has left, also while an event is told', () => {
    const bus = new EventBus({ log: silentLog })
    const heard: string[] = []
    const leave = bus.subscribe(() => {
      heard.push('first')
      leave()
    })
    bus.subscribe(() => void heard.push('second'))
    bus.emit('connection.changed', { connectionId })
    bus.emit('connection.changed', { connectionId })
    expect(heard).toEqual(['first', 'second', 'second'])
  })

  it('logs a listener that throws and goes on', () => {
    const logged: string[] = []
    const bus = new EventBus({ log: { ...silentLog, error: (message) => void logged.push(message) } })
    const heard: string[] = []
    bus.subscribe(() => {
      throw new Error('broken')
    })
    bus.subscribe((event) => void heard.push(event.name))
    bus.emit('connection.changed', { connectionId })
    expect(heard).toEqual(['connection.changed'])
    expect(logged).toEqual(['a listener failed'])
  })
})
