import { describe, expect, it } from 'vitest'
import { SerialQueue } from './serial-queue'

describe('a serial queue', () => {
  it('begins nothing before what was asked for earlier has ended, and goes on after a failure', async () => {
    const queue = new SerialQueue()
    const steps: string[] = []
    let endFirst = () => {}
    const first = queue.run(async () => {
      await new Promise<void>((resolve) => {
        endFirst = resolve
      })
      steps.push('first')
      throw new Error('it failed')
    })
    const second = queue.run(async () => steps.push('second'))
    await Promise.resolve()
    expect(steps).toEqual([])
    endFirst()
    await expect(first).rejects.toThrow('it failed')
    await second
    expect(steps).toEqual(['first', 'second'])
  })
})
