import { expect, test } from 'vitest'
import { readProgramLine } from './program-line'

test.each([
  [
    '{"level":"info","connIndex":0,"protocol":"http2","time":"t","message":"Registered tunnel connection"}',
    { kind: 'protocol', protocol: 'http2' },
  ],
  [
    '2026-11-24T07:31:18Z INF Registered tunnel connection connIndex=0 ip=198.51.100.1 protocol=quic',
    { kind: 'protocol', protocol: 'quic' },
  ],
  [
    '2026-11-24T07:31:18Z \u001b[31mERR\u001b[0m Error unmarshaling QuickTunnel response: error code: 1015 status_code="429 Too Many Requests"',
    { kind: 'refused' },
  ],
  [
    'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com: no such host',
    { kind: 'serviceAway' },
  ],
  ['Provided Tunnel token is not valid.', { kind: 'tokenMalformed' }],
  [
    '2026-11-24T07:31:18Z ERR Register tunnel error from server side error="Unauthorized: Invalid tunnel secret" connIndex=0',
    { kind: 'tokenRefused' },
  ],
  [
    '{"level":"error","error":"Unable to reach the origin service. dial tcp 127.0.0.1:80","message":"Request failed"}',
    { kind: 'nobodyListens' },
  ],
  ['Incorrect Usage: flag provided but not defined: -output', { kind: 'otherVersion' }],
  ['{"level":"info","message":"Initial protocol quic"}', null],
  ['{"level":"info","message":"Visit https://api.trycloudflare.com/429"}', null],
])('finds what helps in “%s”', (line, finding) => {
  expect(readProgramLine(line).finding).toEqual(finding)
})

test('takes colours and the paths of addresses out of what is logged, and cuts it', () => {
  const line = `{"level":"error","error":"\\u001b[31mrefused","message":"dest https://a-b.trycloudflare.com/secret?x=1 ${'y'.repeat(900)}"}`
  const { text, isTrouble } = readProgramLine(`\u001b[1m${line}`)
  expect(isTrouble).toBe(true)
  expect(text).toMatch(/^dest https:\/\/a-b\.trycloudflare\.com\/… y+$/)
  expect(text).toHaveLength(500)
})

test.each(['{"level":', '{"level":3,"message":[]}', '{}', '', '[]'])('a line like %s is text', (line) => {
  expect(readProgramLine(line)).toMatchObject({ text: line, finding: null })
})
