import type { Clock, Log, LogFields } from '../ports'
import { hidden, isSecretName, type Redactor } from './redactor'
import { Secret } from './secret'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

interface LoggerDeps {
  clock: Clock
  redactor: Redactor
  /** Given whole lines of JSON without a line end. */
  write(level: LogLevel, line: string): void
}

const MAX_DEPTH = 5
const MAX_ITEMS = 50
/** Enough for a stack. Cut, so that an answer that ended up in an error cannot fill the log. */
const MAX_TEXT = 4_000

/** One JSON object a line: when, level, area, sentence and fields. Secrets are hidden by name and by value. */
export function createLogger(deps: LoggerDeps, area = 'app'): Log {
  const { clock, redactor, write } = deps
  const log =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      const at = new Date(clock.now()).toISOString()
      write(
        level,
        JSON.stringify({ at, level, area, message: redactor.clean(message), ...printable(fields) }),
      )
    }
  const printable = (fields: LogFields) => toPrintable(fields, redactor, 0) as Record<string, unknown>
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    child: (childArea) => createLogger(deps, childArea),
    hide: (value) => redactor.hide(value),
  }
}

function toPrintable(value: unknown, redactor: Redactor, depth: number): unknown {
  if (typeof value === 'string') return redactor.clean(value).slice(0, MAX_TEXT)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Secret) return hidden
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Date) return value.toJSON()
  if (depth >= MAX_DEPTH) return '[deeper]'
  const inside = (item: unknown) => toPrintable(item, redactor, depth + 1)
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(inside)
  const entries = value instanceof Error ? errorEntries(value) : Object.entries(value).slice(0, MAX_ITEMS)
  return Object.fromEntries(entries.map(([key, item]) => [key, isSecretName(key) ? hidden : inside(item)]))
}

/** The stack begins with the message. Other own fields of an error may hold anything and are left out. */
function errorEntries(error: Error): [string, unknown][] {
  const { code } = error as { code?: unknown }
  const entries: [string, unknown][] = [['stack', error.stack ?? `${error.name}: ${error.message}`]]
  if (typeof code === 'string') entries.unshift(['code', code])
  if (error.cause !== undefined) entries.push(['cause', error.cause])
  return entries
}
