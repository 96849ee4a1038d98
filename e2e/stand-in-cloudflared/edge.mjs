import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { isIP } from 'node:net'

const here = (name) => new URL(name, import.meta.url)
export const certificate = readFileSync(here('./certificate.pem'), 'utf8')

/** The public side of the tunnel: HTTPS on this computer, led on to a service on this computer. */
export function createEdge({ host, service, isReady, log }) {
  const key = readFileSync(here('./key.pem'), 'utf8')
  return createTlsServer({ key, cert: certificate }, (incoming, answer) => {
    const asked = (incoming.headers.host ?? '').replace(/:\d+$/, '')
    const isHere = asked === host || asked === 'localhost' || isIP(asked) > 0
    if (!isHere || !isReady()) return answer.writeHead(530).end('error code: 1033')
    forward(incoming, answer)
  })

  function forward(incoming, answer) {
    const headers = {
      ...incoming.headers,
      host,
      'cf-connecting-ip': '203.0.113.7',
      'cf-ray': '8f0000000000stand-IN',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
    }
    const target = new URL(incoming.url, service())
    const onward = request(target, { method: incoming.method, headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers)
      response.pipe(answer)
    })
    onward.on('error', (error) => {
      const words = `Unable to reach the origin service. The service may be down or it may not be responding to traffic from cloudflared: ${error.message}`
      log.error('Request failed', { error: words, dest: `https://${host}${incoming.url}`, type: 'http' })
      if (!answer.headersSent) answer.writeHead(502)
      answer.end()
    })
    answer.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }
}

/** What the program tells about itself. */
export function createMetrics({ hostname, isReady }) {
  return createServer((incoming, answer) => {
    if (incoming.url === '/quicktunnel') return answer.end(JSON.stringify({ hostname: hostname() }))
    if (incoming.url === '/healthcheck') return answer.end('OK\n')
    if (incoming.url !== '/ready') return answer.writeHead(404).end()
    const status = isReady() ? 200 : 503
    answer.writeHead(status).end(JSON.stringify({ status, readyConnections: isReady() ? 1 : 0 }))
  })
}
