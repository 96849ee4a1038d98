import { createInterface, type Interface } from 'node:readline'
import { runCommand } from './cli-commands'
import { type CliOptions, parseCliOptions, usage } from './cli-options'
import { type Simulator, startSimulator } from './simulator'
import type { Delivery } from './webhook-sender'

/** @returns the exit status. */
async function main(args: string[]): Promise<number> {
  let options: CliOptions
  try {
    options = parseCliOptions(args)
  } catch (error) {
    console.error(`${(error as Error).message}\nTry: npm run simulator -- --help`)
    return 2
  }
  if (options.showHelp) {
    console.log(usage)
    return 0
  }
  return serve(options)
}

async function serve({ simulator: options, printCalls }: CliOptions): Promise<number> {
  const stopAsked = stopSignal()
  const { webhooks } = options
  const simulator = await startSimulator({
    ...options,
    ...(webhooks ? { webhooks: { ...webhooks, onDelivery: printDelivery } } : {}),
    ...(printCalls ? { onCall: printCall } : {}),
  })
  console.log(startText(simulator))
  const commands = takeCommands(simulator)
  await stopAsked
  commands.close()
  await simulator.close()
  console.log(`Stopped after ${simulator.calls.length} calls.`)
  return 0
}

/** Commands are optional: when the input ends, the simulator runs on. */
function takeCommands(simulator: Simulator): Interface {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    try {
      const text = runCommand(simulator, line)
      if (text) console.log(text)
    } catch (error) {
      console.error((error as Error).message)
    }
  })
  return lines
}

/** The handlers stay: npm passes Ctrl-C on to a program that the terminal has already told. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

function printCall(call: { method: string; path: string; query: object; status: number | null }): void {
  const query = Object.entries(call.query).map(([name, value]) => `${name}=${value}`)
  console.log(`${call.method} ${call.path} ${query.join('&')} → ${call.status ?? 'no answer'}`)
}

function printDelivery({ type, host, attempt, status }: Delivery): void {
  console.log(`${type} to ${host}, try ${attempt} → ${status ?? 'no answer'}`)
}

function startText(simulator: Simulator): string {
  const { shop, url, credentials } = simulator
  const origin = url.slice(0, -1)
  return `${shop.settings.company}: ${shop.products.length} products at ${shop.locations.length} locations.

  Address          ${url}
  Account ID       ${credentials.accountId}
  Application key  ${credentials.applicationKey}

Point the app at it:   SHELFWATCH_CIN7_URL=${url} npm start
Look at an answer:     curl -H 'api-auth-accountid: ${credentials.accountId}' \\
                            -H 'api-auth-applicationkey: ${credentials.applicationKey}' '${origin}/me'
Type help for commands. Ctrl-C stops it.`
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    console.error(failureText(error))
    process.exitCode = 1
  },
)

function failureText(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    return 'That port is taken. Choose another one with --port.'
  }
  return String(error)
}
