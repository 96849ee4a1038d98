import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import type { TunnelProtocol } from './tunnel-state'

/** What a line of the program tells that helps to say what is wrong. */
export type Finding =
  | { kind: 'protocol'; protocol: TunnelProtocol }
  /** No address was given: too many were asked for. */
  | { kind: 'refused' }
  /** Nobody answered when an address was asked for. */
  | { kind: 'serviceAway' }
  | { kind: 'tokenMalformed' }
  | { kind: 'tokenRefused' }
  /** What came through the tunnel reached nothing on this computer. */
  | { kind: 'nobodyListens' }
  /** It does not know what it was called with. */
  | { kind: 'otherVersion' }

export interface ProgramLine {
  text: string
  isTrouble: boolean
  finding: Finding | null
}

const MAX_TEXT = 500
const JsonLine = z.looseObject({
  level: z.string(),
  message: z.string().optional(),
  error: z.string().optional(),
})

/** Reads a line that the program printed: JSON, or text as its older versions and its own failures print it. */
export function readProgramLine(line: string): ProgramLine {
  const plain = withoutControls(line)
  const parsed = parseJson(plain)
  const fields = parsed?.success ? parsed.data : null
  const whole = fields ? [fields.message, fields.error].filter(Boolean).join(': ') : plain
  const text = withoutPaths(whole).slice(0, MAX_TEXT)
  const isTrouble = fields ? /warn|error|fatal|panic/.test(fields.level) : !/\b(INF|DBG)\b/.test(plain)
  return { text, isTrouble, finding: findingOf(plain) }
}

function parseJson(text: string): z.ZodSafeParseResult<z.infer<typeof JsonLine>> | null {
  if (!text.startsWith('{')) return null
  try {
    return JsonLine.safeParse(JSON.parse(text))
  } catch {
    return null
  }
}

function findingOf(line: string): Finding | null {
  const protocol =
    /registered tunnel connection/i.test(line) && /\bprotocol"?[=:]\s*"?(quic|http2)\b/.exec(line)
  if (protocol) return { kind: 'protocol', protocol: protocol[1] === 'quic' ? 'quic' : 'http2' }
  if (/quick ?tunnel/i.test(line) && /\b429\b|error code: 1015/i.test(line)) return { kind: 'refused' }
  if (/failed to request quick tunnel/i.test(line)) return { kind: 'serviceAway' }
  if (/tunnel token is not valid/i.test(line)) return { kind: 'tokenMalformed' }
  if (/register tunnel error/i.test(line) && /unauthorized/i.test(line)) return { kind: 'tokenRefused' }
  if (/unable to reach the origin/i.test(line)) return { kind: 'nobodyListens' }
  if (/flag provided but not defined|incorrect usage/i.test(line)) return { kind: 'otherVersion' }
  return null
}

/** Colours, and whatever else would move a terminal's cursor. */
function withoutControls(line: string): string {
  return stripVTControlCharacters(line)
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
}

/** The path of a delivery is part of its secret. */
function withoutPaths(text: string): string {
  return text.replaceAll(/(https?:\/\/[^/\s"\\]+)\/[^\s"\\]+/g, '$1/…')
}
