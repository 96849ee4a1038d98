import { GOOD_HEADERS, openSocket, PATH } from './webhook-setup'

/** Cut after the last of its ways to be slow: silent, with headers that never end, with a body that never ends. */
const BEGINNINGS = ['', `POST ${PATH} HTTP/1.1\r\nX: `, wholeHead()]

/** Connects so many clients that send a byte at a time and never come to an end. Gives what each of them got until it was cut. */
export async function connectSlowClients(options: { port: number; count: number; everyMs: number }) {
  const { port, count, everyMs } = options
  const clients = await Promise.all(Array.from({ length: count }, () => openSocket(port)))
  return {
    openCount: () => clients.filter(({ socket }) => !socket.destroyed).length,
    ended: Promise.all(
      clients.map(async ({ socket, ended }, n) => {
        const beginning = BEGINNINGS[n % BEGINNINGS.length]!
        socket.write(beginning)
        const drip = setInterval(() => beginning !== '' && socket.write(' '), everyMs)
        const got = await ended
        clearInterval(drip)
        return got
      }),
    ),
  }
}

function wholeHead(): string {
  const lines = GOOD_HEADERS.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${GOOD_HEADERS[at + 1]}\r\n`] : [],
  )
  return `POST ${PATH} HTTP/1.1\r\n${lines.join('')}Content-Length: 100000\r\n\r\n[`
}
