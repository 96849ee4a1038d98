import { writeSync } from 'node:fs'

const FLUSH_MS = 5
const MUCH = 65_536
const shortNames = { info: 'INF', warn: 'WRN', error: 'ERR' }
/** Bytes of one write, in turn: less than a line, or more than one. */
const pieces = [11, 230, 1, 700, 64]

/** Prints log lines as the real program does, with line ends that fall anywhere in what is written at once. */
export function createLog({ isJson }) {
  let waiting = Buffer.alloc(0)
  let turn = 0
  let timer = null

  function print(line) {
    waiting = Buffer.concat([waiting, Buffer.from(`${line}\n`)])
    for (let size = nextSize(); waiting.length > size; size = nextSize()) {
      writeAll(waiting.subarray(0, size))
      waiting = waiting.subarray(size)
      turn += 1
    }
    timer ??= setTimeout(flush, FLUSH_MS)
  }

  const nextSize = () => (waiting.length > MUCH ? MUCH : pieces[turn % pieces.length])

  function flush() {
    clearTimeout(timer)
    timer = null
    writeAll(waiting)
    waiting = Buffer.alloc(0)
  }

  function format(level, message, fields = {}) {
    const time = new Date().toISOString().replace(/\.\d+/, '')
    if (isJson) return JSON.stringify({ level, ...fields, time, message })
    const words = Object.entries(fields).map(([name, value]) =>
      /^[\w.:/-]*$/.test(value) ? `${name}=${value}` : `${name}=${JSON.stringify(value)}`,
    )
    return [time, `\u001b[32m${shortNames[level]}\u001b[0m`, message, ...words].join(' ')
  }

  return {
    info: (message, fields) => print(format('info', message, fields)),
    error: (message, fields) => print(format('error', message, fields)),
    print,
    format,
    flush,
  }
}

function writeAll(bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(2, bytes, at)
    } catch (error) {
      // Whoever reads is slower, or gone.
      if (error.code === 'EPIPE') return
      if (error.code !== 'EAGAIN') throw error
    }
  }
}
