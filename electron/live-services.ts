import { z } from 'zod'
import type { AppOptions } from './app'
import type { ConnectionStore } from './connections/connection-store'
import type { MasterKeys } from './crypto/master-key'
import { createDeliveryServices, type DeliveryDeps } from './delivery-services'
import type { Ports } from './ports'
import { ProgramFetcher } from './tunnel/program-fetcher'
import { findProgram } from './tunnel/program-finder'
import { programRelease } from './tunnel/program-releases'
import { FeedSecrets } from './webhooks/feed-secrets'
import { GapSync } from './webhooks/gap-sync'
import { HookStore } from './webhooks/hook-store'
import { LiveNotices } from './webhooks/live-notices'
import { LiveUpdates } from './webhooks/live-updates'
import { probe } from './webhooks/probe'
import { type FeedOwner, Registrar } from './webhooks/registrar'
import type { WayToBuild } from './webhooks/way-to-build'
import { WebhookFeed } from './webhooks/webhook-feed'
import { WebhookServer } from './webhooks/webhook-server'

/** A named tunnel is pointed at it, so it stays the same while it can be had. */
const PORT = 'live.port'

interface Deps extends DeliveryDeps {
  store: ConnectionStore
  keys: MasterKeys
}

/** Puts together what brings deliveries in. */
export function createLiveServices(ports: Ports, options: AppOptions, deps: Deps) {
  const { clock, fetch, random } = ports
  const { db, settings, store, connections, keys, integrations, sync, emit } = deps
  const { store: deliveries, inbox, worker, refresher } = createDeliveryServices(ports, deps)
  const { dataDir, config } = options
  const log = ports.log.child('live')
  const release = programRelease(process.platform, process.arch)
  let port: number | null = null

  const hooks = new HookStore({ db, random })
  const secrets = new FeedSecrets({ db, keys, random, log })
  const registrar = new Registrar({
    clock,
    hooks,
    secrets,
    provider: integrations,
    account: (id) => connections.account(id),
    wantsOrders: () => settings.read().syncPurchaseOrders,
  })
  const server = new WebhookServer({
    receiver: {
      host: () => feed.state.host,
      route: (path) => registrar.route(path),
      accept: (received) => inbox.accept(received),
    },
    random,
    log,
  })
  const tunnel = ports.createTunnel((state) => feed.onTunnel(state))
  const fetcher = new ProgramFetcher({
    clock,
    fetch,
    log,
    dataDir,
    release,
    onChange: () => live.onProgramChanged(),
  })
  const gap = new GapSync({
    log,
    isRunning: (id) => sync.isRunning(id),
    start: (id, run) => void sync.start(id, run),
  })

  const find = () =>
    findProgram({
      setting: settings.read().tunnelProgram,
      environment: config.cloudflaredPath,
      dataDir,
      release,
      searchPath: process.env.PATH ?? '',
    })

  async function wayToBuild(owner: FeedOwner): Promise<WayToBuild> {
    const { tunnelMode: mode, tunnelHost } = settings.read()
    const isNamed = mode === 'named'
    const token = isNamed ? await secrets.tunnelToken(owner) : null
    if (isNamed && (token === null || tunnelHost === '')) return { missing: 'needsToken' }
    const { program, digest } = await find()
    if (!program) return { missing: 'needsProgram' }
    return { mode, program: program.path, digest, token, hostName: isNamed ? tunnelHost : null }
  }

  const notices = new LiveNotices({
    db,
    clock,
    log,
    onAdded: (id) => emit('app.noticeAdded', { id }),
  })

  function usable(): FeedOwner | null {
    const [connection] = connections.list()
    const isUsable = connection?.source === 'account' && connection.problem === null
    return isUsable ? store.get(connection.id) : null
  }

  async function listen(): Promise<number> {
    port = await server.listen(settings.readValue(PORT, z.number().int().min(1).max(65_535)))
    try {
      settings.writeValue(PORT, port)
    } catch (error) {
      log.warn('the port is not kept', { port, error })
    }
    return port
  }

  const feed = new WebhookFeed({
    clock,
    log,
    tunnel,
    registrar,
    wayToBuild,
    owner: () => (settings.read().liveUpdates ? usable() : null),
    unwanted: () => (settings.read().liveUpdates ? null : usable()),
    obstacle() {
      const [connection] = connections.list()
      return settings.read().liveUpdates && connection?.source === 'account' ? connection.problem : null
    },
    listen,
    async stopListening() {
      port = null
      await server.close()
    },
    async probe(host, signal) {
      const expected = server.expectProbe()
      try {
        await probe({ clock, fetch }, host, expected, signal)
      } finally {
        expected.done()
      }
    },
    hint: () =>
      settings.read().tunnelMode === 'named'
        ? `Nothing comes through yet. Check in Cloudflare that the tunnel leads to http://127.0.0.1:${port}, and that its host name is ${settings.read().tunnelHost}. It is tried again by itself.`
        : 'The new address cannot be reached yet. That can take a minute.',
    onGap: (id) => gap.ask(id),
    onUnavailable: (id) => notices.sayUnavailable(id),
    onRegistered: (id) => notices.takeBack(id),
    onChanged: () => live.tell(),
  })

  const live = new LiveUpdates({
    clock,
    log,
    feed,
    gap,
    hooks,
    secrets,
    settings: () => settings.read(),
    connection: (id) => store.get(id),
    connections: () => connections.list(),
    findProgram: find,
    program: fetcher,
    deliveries,
    inbox,
    worker,
    refresher,
    port: () => port,
    onChanged: (id) => emit('live.changed', { connectionId: id }),
    onLeft: () => notices.sayLeft(),
  })
  return { live, liveNotices: notices }
}
