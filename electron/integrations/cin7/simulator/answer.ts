import type { WireError } from './wire'

/** What goes back to the caller before any fault is applied. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | Buffer
}

/** Which of the two documented error bodies is written; `mixed` takes them in turn. */
export type ErrorShape = 'mixed' | 'array' | 'object'

export function jsonAnswer(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return jsonText(JSON.stringify(value), status, headers)
}

/** An answer whose JSON is already written. */
export function jsonText(body: string | Buffer, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body }
}

/** A page for people, as the service sends it where a program expects JSON. */
export function htmlAnswer(title: string, status = 200): Answer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body }
}

export function textAnswer(body: string, status: number): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body }
}

/** Writes error bodies in the chosen shape. */
export class ErrorWriter {
  #written = 0

  constructor(private readonly shape: () => ErrorShape) {}

  answer(status: number, exception: string, headers: Record<string, string> = {}): Answer {
    const error: WireError = { ErrorCode: status, Exception: exception }
    const shape = this.shape()
    const isArray = shape === 'array' || (shape === 'mixed' && this.#written++ % 2 === 0)
    return jsonAnswer(isArray ? [error] : error, status, headers)
  }
}
