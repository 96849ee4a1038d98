import { systemPrograms } from '../platform/tunnel-process'
import { CloudflaredTunnel } from '../tunnel/cloudflared-tunnel'
import { nodeClock, nodeRandom, silentLog } from './node-ports'
import { quickWish } from './tunnel-wish'

export interface TunnelChildOptions {
  folder: string
  program: string
}

/** A program that opens a tunnel and says how far it is, until it is killed. */
const { folder, program } = JSON.parse(process.argv[2] ?? '') as TunnelChildOptions
const tunnel = new CloudflaredTunnel({
  clock: nodeClock,
  fetch: (url, init) => fetch(url, init),
  log: silentLog,
  programs: systemPrograms,
  random: nodeRandom,
  environment: process.env,
  folder,
  onChange: ({ stage }) => process.stdout.write(`${stage}\n`),
})
tunnel.open({ ...quickWish, program })
