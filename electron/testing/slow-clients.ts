import { GOOD_HEADERS, openSocket, PATH, requestHead } from './webhook-setup'

/** Ways to be slow: silent, with headers that never end, with a body that never ends. */
const BEGINNINGS = [
  '',
  `POST ${PATH} HTTP/1.1\r\nX: `,
  `${requestHead(GOOD_HEADERS)}Content-Length: 100000\r\n\r\n[`,
]

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
