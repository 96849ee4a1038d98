import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import type { LogLevel } from '../lib/logger'

const MAX_BYTES = 5 * 1024 * 1024
const FILES = 5

/**
 * Writes lines to `<folder>/shelfwatch.log`, at most five files of 5 MB: the older ones are
 * `shelfwatch.1.log` to `shelfwatch.4.log`. A folder that cannot be written to only means no log.
 */
export function openLogFile(options: { folder: string; isEchoed: boolean }) {
  const { folder, isEchoed } = options
  const logger = electronLog.create({ logId: folder })
  logger.transports.console.level = isEchoed ? 'info' : false
  logger.transports.console.format = '{text}'
  Object.assign(logger.transports.file, {
    level: 'debug',
    format: '{text}',
    maxSize: MAX_BYTES,
    writeOptions: { flag: 'a', mode: 0o600, encoding: 'utf8' },
    resolvePathFn: () => numbered(folder, 0),
    archiveLogFn: () => shift(folder),
  })
  return (level: LogLevel, line: string) => logger[level](line)
}

function shift(folder: string): void {
  for (let number = FILES - 2; number >= 0; number -= 1) {
    const from = numbered(folder, number)
    if (existsSync(from)) renameSync(from, numbered(folder, number + 1))
  }
}

function numbered(folder: string, number: number): string {
  return join(folder, number === 0 ? 'shelfwatch.log' : `shelfwatch.${number}.log`)
}
