import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseCliOptions } from './cli-options'

describe('the simulator in a terminal', () => {
  it('keeps to Core’s limit unless told otherwise', () => {
    expect(parseCliOptions([]).simulator).toMatchObject({
      plan: { products: 2_000, locations: 3 },
      port: 0,
      limit: { calls: 60, windowMs: 60_000 },
    })
  })

  it('reads its options', () => {
    const args = '--products 500 --port 8787 --limit 10/2.5 --latency 50 --page-cap 100 --calls'.split(' ')
    expect(parseCliOptions(args)).toMatchObject({
      printCalls: true,
      simulator: {
        plan: { products: 500 },
        port: 8787,
        limit: { calls: 10, windowMs: 2_500 },
        latencyMs: 50,
        pageCap: 100,
      },
    })
    expect(parseCliOptions(['--limit', 'none']).simulator.limit).toBeNull()
  })

  it('sends webhooks when asked to, a minute after the event unless told otherwise', () => {
    expect(parseCliOptions([]).simulator.webhooks).toBeUndefined()
    expect(parseCliOptions(['--webhooks']).simulator.webhooks).toEqual({})
    expect(parseCliOptions(['--webhooks', '--webhook-delay', '0']).simulator.webhooks).toEqual({ delayMs: 0 })
  })

  it.each([
    [['--products', 'many'], '--products takes a whole number'],
    [['--locations', '0'], '--locations takes a whole number from 1'],
    [['--limit', '60'], '--limit takes calls and seconds'],
    [['--limit', '0/60'], '--limit takes calls and seconds'],
    [['--prodcuts', '5'], "Unknown option '--prodcuts'"],
    [['--webhooks', '--webhook-delay', 'soon'], '--webhook-delay takes a whole number'],
    [['--webhook-delay', '5'], '--webhook-delay is of no use without --webhooks'],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => parseCliOptions(args)).toThrow(message)
  })

  it('prints its address, serves it, and ends cleanly when interrupted', async () => {
    const cli = fileURLToPath(new URL('cli.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', cli, '--products', '20', '--calls'])
    const ended = once(child, 'exit')
    let output = ''
    child.stdout.setEncoding('utf8')
    for await (const text of child.stdout) {
      const isStarted = output.includes('Ctrl-C')
      output += text
      const url = /Address +(\S+)/.exec(output)?.[1]
      if (!isStarted && output.includes('Ctrl-C')) {
        expect((await fetch(`${url}me`)).status).toBe(403)
        child.kill('SIGINT')
      }
    }
    expect(output).toContain('20 products at 3 locations')
    expect(output).toContain('GET me  → 403')
    expect(output).toContain('Stopped after 1 calls.')
    expect(await ended).toEqual([0, null])
  })
})
