import { describe, expect, it } from 'vitest'
import type { ConnectionHealth } from '../../../shared/domain/health'
import { firstPicture } from '../../testing/render'
import { Health } from './health'

const at = Date.now()
const health: ConnectionHealth = {
  latest: { isReachable: true, since: at, at, lastSuccessAt: at, responseMs: 240, problem: null },
  lastDay: {
    calls: 100,
    errors: 4,
    limitHits: 1,
    p50Ms: 200,
    p95Ms: 900,
    minutesCalled: 50,
    minutesReachable: 49,
  },
}

describe('the health panel', () => {
  it('is found by its name and gives each figure a name', () => {
    const markup = firstPicture(<Health />, { answers: { 'connections.health': health } })
    const id = /<h3 id="([^"]+)"[^>]*>Health<\/h3>/.exec(markup)?.[1]
    expect(markup).toContain(`<section aria-labelledby="${id}"`)
    for (const [label, value] of [
      ['Response time now', '240 ms'],
      ['Half of the calls within', '200 ms'],
      ['95 of 100 calls within', '900 ms'],
      ['Uptime', '98%'],
      ['Errors', '4%'],
      ['Limit hits', '1'],
    ]) {
      expect(markup).toMatch(new RegExp(`<dt>${label}</dt><dd>${value}<`))
    }
    expect(markup).toMatch(/<button[^>]*>.*Check now.*<\/button>/)
  })

  it('says whether Cin7 can be reached, since when, and why not', () => {
    const picture = (latest: ConnectionHealth['latest']) =>
      firstPicture(<Health />, { answers: { 'connections.health': { ...health, latest } } })
    expect(picture(health.latest)).toMatch(/<p>Cin7 reachable since today \d/)
    const problem = { code: 'offline' as const, message: 'Check the network.' }
    const gone = picture({ ...health.latest!, isReachable: false, problem })
    expect(gone).toMatch(/<span>Cin7 not reachable since today [^<]* · Check the network\.</)
    expect(picture(null)).toContain('<p>Cin7 not called yet<')
  })

  it('says nothing of a check that was not asked for', () => {
    const markup = firstPicture(<Health />, { answers: { 'connections.health': health } })
    expect(markup).toMatch(/<div role="status"[^>]*><\/div>/)
  })
})
