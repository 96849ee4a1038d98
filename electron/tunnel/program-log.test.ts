import { expect, test } from 'vitest'
import { createLogger } from '../lib/logger'
import { Redactor } from '../lib/redactor'
import { FakeClock } from '../testing/fake-clock'
import { ProgramLog } from './program-log'

test('writes sixty lines a minute, then how many were left out, and still finds what they tell', async () => {
  const clock = new FakeClock()
  const written: Record<string, unknown>[] = []
  const write = (_level: string, line: string) => written.push(JSON.parse(line))
  const log = new ProgramLog(createLogger({ clock, redactor: new Redactor(), write }), clock)
  for (let line = 0; line < 1_000; line += 1) log.take(`{"level":"info","message":"line ${line}"}`)
  log.take('INF Registered tunnel connection protocol=http2')
  expect(written).toHaveLength(60)
  expect(log.protocol).toBe('http2')
  await clock.advance(60_000)
  log.take('{"level":"error","message":"a minute later"}')
  log.end()
  expect(written.slice(60)).toMatchObject([
    { level: 'warn', message: 'program said more than is written', lines: 941 },
    { level: 'warn', text: 'a minute later' },
  ])
})

test('tells at the end how many lines were left out', () => {
  const clock = new FakeClock()
  const written: Record<string, unknown>[] = []
  const write = (_level: string, line: string) => written.push(JSON.parse(line))
  const log = new ProgramLog(createLogger({ clock, redactor: new Redactor(), write }), clock)
  for (let line = 0; line < 70; line += 1) log.take('again')
  log.end()
  expect(written.at(-1)).toMatchObject({ lines: 10 })
})
