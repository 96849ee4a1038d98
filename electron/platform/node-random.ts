import { randomBytes, randomUUID } from 'node:crypto'
import type { Random } from '../ports'

export const nodeRandom: Random = {
  bytes: (length) => randomBytes(length),
  uuid: () => randomUUID(),
  fraction: () => Math.random(),
}
