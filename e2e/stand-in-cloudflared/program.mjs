import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments } from './arguments.mjs'
import { certificate, createEdge, createMetrics } from './edge.mjs'
import { createLog } from './log.mjs'

const folder = process.env.STAND_IN_CLOUDFLARED_DIR
const FLOOD_AT_ONCE = 1_000
const words = ['amber', 'brook', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron', 'inlet', 'jetty']

const { command, options, unknown } = readArguments(process.argv.slice(2))
const log = createLog({ isJson: options.output === 'json' })

const readJson = (name) => {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch {
    return {}
  }
}
/** See README.md. May change at any time. */
const control = () => readJson('control.json')

function writeWhole(name, text) {
  const path = join(folder, name)
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
}

function end(code) {
  log.flush()
  process.exit(code)
}

function fail(code, ...lines) {
  for (const line of lines) log.print(line)
  end(code)
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const mode = command === 'tunnel run' ? 'named' : 'quick'
const token = process.env.TUNNEL_TOKEN ?? ''
const before = readJson('state.json')
const state = {
  pid: process.pid,
  starts: (before.starts ?? 0) + 1,
  /** Another one was still there when one started, now or before. */
  overlapped: (before.overlapped ?? false) || (before.pid !== undefined && isAlive(before.pid)),
  mode,
  protocolOption: options.protocol ?? null,
  arguments: process.argv.slice(2),
  environmentNames: Object.keys(process.env).filter((name) => name !== 'STAND_IN_CLOUDFLARED_DIR'),
  hasToken: token !== '',
  host: null,
  httpsPort: null,
  metricsPort: null,
  certificatePath: join(folder, 'certificate.pem'),
}
const tell = (more) => writeWhole('state.json', JSON.stringify(Object.assign(state, more)))
tell({})

process.on('SIGTERM', () => {
  log.info('Initiating graceful shutdown due to signal terminated ...')
  if (control().ignoresTerm) return
  log.info('Tunnel server stopped')
  end(0)
})

if (unknown)
  fail(1, `Incorrect Usage: flag provided but not defined: -${unknown}`, '', 'NAME:', '   cloudflared tunnel')
if (command !== 'tunnel' && command !== 'tunnel run') fail(255, `Unknown command ${command}`)
if (options.config !== undefined) checkConfig(options.config)

function checkConfig(path) {
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    fail(1, `Cannot load configuration from ${path}`)
  }
  const [, tunnel] = /^tunnel:\s*(\S+)/m.exec(text) ?? []
  if (tunnel && mode === 'quick') fail(1, `Use \`cloudflared tunnel run\` to start tunnel ${tunnel}`)
}

if (mode === 'named') checkToken()
else requestHost()

function checkToken() {
  try {
    const { a, t, s } = JSON.parse(Buffer.from(token, 'base64').toString())
    if (!a || !t || !s) throw new Error('a part is missing')
    log.info('Starting tunnel', { tunnelID: t })
  } catch {
    fail(255, 'Provided Tunnel token is not valid.', "See 'cloudflared tunnel run --help'.")
  }
}

function requestHost() {
  log.info(
    'Thank you for trying Cloudflare Tunnel. Quick tunnels have no uptime guarantee: https://www.cloudflare.com/website-terms/',
  )
  log.info('Requesting new quick Tunnel on trycloudflare.com...')
  if (control().isOffline) {
    fail(1, 'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": no such host')
  }
  if (!control().refuses) return
  const error = "invalid character 'e' looking for beginning of value"
  log.error('Error unmarshaling QuickTunnel response: error code: 1015', {
    error,
    status_code: '429 Too Many Requests',
  })
  fail(1, `failed to unmarshal quick Tunnel: ${error}`)
}

const generatedHost = () =>
  `${[1, 2, 3, 4].map(() => words[randomInt(words.length)]).join('-')}-${randomInt(1_000_000)}.trycloudflare.com`
const host = control().host ?? (mode === 'quick' ? generatedHost() : 'stock.example.com')
if (mode === 'quick') {
  const line = `https://${host}`
  log.info(`+${'-'.repeat(line.length + 4)}+`)
  log.info(`|  ${line}  |`)
  log.info(`+${'-'.repeat(line.length + 4)}+`)
}

const wanted = options.protocol ?? (mode === 'quick' ? 'quic' : 'auto')
const protocol = wanted === 'auto' ? 'quic' : wanted
let isRegistered = false
const isReady = () => isRegistered && control().isReady !== false

const metrics = createMetrics({ hostname: () => (mode === 'quick' ? host : ''), isReady })
const metricsAddress = options.metrics ?? '127.0.0.1:0'
const [metricsHost, metricsPort] = metricsAddress.split(':')
metrics.on('error', (error) => fail(1, `Error opening metrics server listener: ${error.message}`))
metrics.listen(Number(metricsPort), metricsHost)
await once(metrics, 'listening')
log.info(`Starting metrics server on ${metricsAddress}/metrics`)

const service = () => (mode === 'quick' ? options.url : (control().service ?? 'http://127.0.0.1:1'))
const edge = createEdge({ host, service, isReady, log }).listen(control().httpsPort ?? 0, '127.0.0.1')
await once(edge, 'listening')
writeWhole('certificate.pem', certificate)
tell({ host, httpsPort: edge.address().port, metricsPort: metrics.address().port })

log.info(`Initial protocol ${protocol}`)
setTimeout(register, control().readyAfterMs ?? 0)
const { exitAfterMs, exitCode = 1, floodLines = 0 } = control()
if (exitAfterMs !== undefined) setTimeout(() => end(exitCode), exitAfterMs)
for (let left = floodLines; left > 0; left -= FLOOD_AT_ONCE) {
  const line = log.format('info', `flood ${'x'.repeat(300)} https://${host}/secret-path`)
  log.print(Array(Math.min(left, FLOOD_AT_ONCE)).fill(line).join('\n'))
}

/** Again and again until it is let, as the real one does. */
function register() {
  const { unreachable = [], refusesToken = false } = control()
  if (refusesToken && mode === 'named') {
    log.error('Register tunnel error from server side', {
      error: 'Unauthorized: Invalid tunnel secret',
      connIndex: 0,
    })
  } else if (unreachable.includes(protocol)) {
    log.error('Failed to dial a connection', {
      error: `failed to dial to edge with ${protocol}: timeout`,
      connIndex: 0,
    })
  } else {
    isRegistered = true
    log.info('Registered tunnel connection', { connIndex: 0, connection: 'c1', location: 'sim01', protocol })
    return
  }
  setTimeout(register, 200)
}
