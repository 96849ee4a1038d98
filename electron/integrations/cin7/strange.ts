import type { z } from 'zod'

/** A row that could not be used, or a part of one. */
export interface StrangeRow {
  /** Within its page, from 1. */
  position: number
  /** The row's SKU, name or id, as far as it has one. */
  label: string
  why: string
  /** False: only a part was left out. */
  isLost: boolean
}

/** The first thing a schema did not like, in words. */
export function whyNot(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'not readable'
  const path = issue.path.join('.')
  return path ? `${path} is missing or not what it should be` : 'it is not a record'
}

/** What a person can find the row by. */
export function labelOf(row: unknown): string {
  if (typeof row !== 'object' || row === null) return ''
  const { SKU, Name, ID } = row as Record<string, unknown>
  const label = [SKU, Name, ID].find((value) => typeof value === 'string' && value.trim() !== '')
  return typeof label === 'string' ? label.trim().slice(0, 60) : ''
}
